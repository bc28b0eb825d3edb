import { Search, X } from "lucide-react";
import { useId } from "react";
import { Button } from "./button";
import { FILTER_CONTROL, FILTER_LABEL } from "./filter-select";

interface FilterSearchProps {
  label: string;
  placeholder?: string;
  type?: "search" | "email";
  value: string;
  onChange: (value: string) => void;
}

/** A search that the API does: sent when it is finished, not at every letter. */
export function FilterSearch({ label, placeholder, value, onChange }: FilterSearchProps) {
  const id = useId();
  return (
    <search className="w-full sm:w-auto sm:grow sm:basis-60">
      <form
        // A search that was cleared elsewhere (back, a link) shows in the field too.
        key={value}
        onSubmit={(event) => {
          event.preventDefault();
          onChange(String(new FormData(event.currentTarget).get("search") ?? "").trim());
        }}
      >
        <label htmlFor={id} className={FILTER_LABEL}>
          {label}
        </label>
        <div className="flex gap-2">
          <input
            id={id}
            name="search"
            type="search"
            defaultValue={value}
            placeholder={placeholder}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            className={`${FILTER_CONTROL} min-w-0`}
          />
          <Button type="submit" variant="outline" className="px-3">
            <Search aria-hidden className="size-5" />
            <span className="sr-only">Search</span>
          </Button>
          {value ? (
            <Button variant="quiet" className="px-3" onClick={() => onChange("")}>
              <X aria-hidden className="size-5" />
              <span className="sr-only">Clear the search</span>
            </Button>
          ) : null}
        </div>
      </form>
    </search>
  );
}

/** Filters of a list in a row; below each other on a phone. */
export function Filters({ children }: { children: React.ReactNode }) {
  return <div className="mb-6 flex flex-wrap items-end gap-x-4 gap-y-3">{children}</div>;
}
