import { Search } from "lucide-react";
import { useId } from "react";
import type { Filter } from "./narrow";
import { SENIORITIES } from "./seniority";

interface CompanyFilterProps {
  filter: Filter;
  onChange: (filter: Filter) => void;
}

const LEVELS = [{ value: undefined, label: "Any" }, ...SENIORITIES] as const;

export function CompanyFilter({ filter, onChange }: CompanyFilterProps) {
  const inputId = useId();
  return (
    <search className="mb-10 flex flex-wrap items-end gap-x-10 gap-y-6">
      <div className="w-full max-w-md">
        <label htmlFor={inputId} className="mb-2 block font-semibold">
          Find a company or level
        </label>
        <div className="relative">
          <Search
            aria-hidden
            className="pointer-events-none absolute top-1/2 left-3.5 size-5 -translate-y-1/2 text-ink-muted"
          />
          <input
            id={inputId}
            type="search"
            value={filter.search}
            onChange={(event) => onChange({ ...filter, search: event.target.value })}
            placeholder="Flipkart, SDE II, L5"
            autoComplete="off"
            className="min-h-12 w-full rounded-control border border-line-strong bg-surface pr-4 pl-11 placeholder:text-ink-muted"
          />
        </div>
      </div>
      <fieldset className="max-sm:w-full">
        <legend className="mb-2 font-semibold">Seniority</legend>
        <div className="grid grid-cols-5 gap-1.5 sm:flex sm:gap-2">
          {LEVELS.map(({ value, label }) => (
            <label
              key={label}
              className="relative inline-flex min-h-12 cursor-pointer items-center rounded-control border border-line-strong justify-center bg-surface font-medium sm:px-4 hover:border-brand has-checked:border-brand has-checked:bg-brand has-checked:text-on-brand has-focus-visible:outline-3 has-focus-visible:outline-offset-3"
            >
              <input
                type="radio"
                name="seniority"
                className="absolute inset-0 cursor-pointer opacity-0"
                checked={filter.seniority === value}
                onChange={() => onChange({ ...filter, seniority: value })}
              />
              {label}
            </label>
          ))}
        </div>
      </fieldset>
    </search>
  );
}
