import { useId } from "react";
import { CONTROL } from "@/shared/ui/control";
import type { FilterOption } from "@/shared/ui/filter-bar";

interface ChoiceProps {
  label: string;
  all: string;
  options: readonly FilterOption[];
  value: string;
  onChange: (value: string) => void;
}

function Choice({ label, all, options, value, onChange }: ChoiceProps) {
  const id = useId();
  // An address may name what the catalogue does not: the choice then says so instead of pretending "all".
  const unknown = value !== "" && !options.some((option) => option.value === value);
  return (
    <div className="w-full sm:w-64">
      <label htmlFor={id} className="mb-1.5 block font-semibold">
        {label}
      </label>
      <select
        id={id}
        className={CONTROL}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      >
        <option value="">{all}</option>
        {unknown ? <option value={value}>{value}</option> : null}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}

interface MentorFilterProps {
  companies: readonly FilterOption[];
  types: readonly FilterOption[];
  company: string;
  type: string;
  onCompany: (value: string) => void;
  onType: (value: string) => void;
}

export function MentorFilterBar(props: MentorFilterProps) {
  return (
    <search aria-label="Filter mentors" className="mb-8 flex flex-wrap gap-x-5 gap-y-4">
      <Choice
        label="Company"
        all="All companies"
        options={props.companies}
        value={props.company}
        onChange={props.onCompany}
      />
      <Choice
        label="Interview type"
        all="All interview types"
        options={props.types}
        value={props.type}
        onChange={props.onType}
      />
    </search>
  );
}
