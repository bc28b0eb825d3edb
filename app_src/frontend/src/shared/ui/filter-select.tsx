import { useId } from "react";
import type { FilterOption } from "./filter-bar";

interface FilterGroup {
  label: string;
  options: readonly FilterOption[];
}

interface FilterSelectProps {
  label: string;
  options: readonly (FilterOption | FilterGroup)[];
  value: string;
  onChange: (value: string) => void;
}

export const FILTER_LABEL = "mb-1 block font-medium text-ink-muted text-sm";
export const FILTER_CONTROL =
  "min-h-11 w-full rounded-control border border-line-strong bg-surface px-3 py-2";

function Choice({ value, label }: FilterOption) {
  return <option value={value}>{label}</option>;
}

/** One of many views of a list: where <FilterBar> would need too much room. */
export function FilterSelect({ label, options, value, onChange }: FilterSelectProps) {
  const id = useId();
  return (
    <div className="w-full sm:w-auto sm:min-w-40 sm:max-w-72">
      <label htmlFor={id} className={FILTER_LABEL}>
        {label}
      </label>
      <select
        id={id}
        className={FILTER_CONTROL}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      >
        {options.map((option) =>
          "options" in option ? (
            <optgroup key={option.label} label={option.label}>
              {option.options.map((inner) => (
                <Choice key={inner.value} {...inner} />
              ))}
            </optgroup>
          ) : (
            <Choice key={option.value} {...option} />
          ),
        )}
      </select>
    </div>
  );
}
