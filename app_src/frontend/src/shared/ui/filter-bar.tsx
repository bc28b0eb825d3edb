import { useId } from "react";
import { useSearchParams } from "react-router";

export interface FilterOption {
  /** Empty for "all". */
  value: string;
  label: string;
}

/** One choice kept in the address (?name=value), so that a filtered list can be linked to and survives a reload. */
export function useFilter(name: string): [string, (value: string) => void] {
  const [parameters, setParameters] = useSearchParams();
  const change = (value: string) =>
    setParameters(
      (previous) => {
        const next = new URLSearchParams(previous);
        if (value) {
          next.set(name, value);
        } else {
          next.delete(name);
        }
        return next;
      },
      { replace: true, preventScrollReset: true },
    );
  return [parameters.get(name) ?? "", change];
}

interface FilterBarProps {
  label: string;
  options: readonly FilterOption[];
  value: string;
  onChange: (value: string) => void;
}

/** One of a few views of a list. */
export function FilterBar({ label, options, value, onChange }: FilterBarProps) {
  // A name of its own: two bars with the same label must not be one group.
  const name = useId();
  return (
    <fieldset className="mb-5 flex flex-wrap gap-2">
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className="relative inline-flex min-h-10 cursor-pointer items-center rounded-full border border-line-strong bg-surface px-4 font-medium text-sm hover:border-brand has-checked:border-brand has-checked:bg-brand has-checked:text-on-brand has-focus-visible:outline-3 has-focus-visible:outline-offset-2"
        >
          <input
            type="radio"
            name={name}
            className="absolute inset-0 cursor-pointer opacity-0"
            checked={value === option.value}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
