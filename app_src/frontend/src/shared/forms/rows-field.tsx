import { ArrowDown, ArrowUp, Plus, Trash2 } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { type FieldValues, get, useFieldArray, useFormContext } from "react-hook-form";
import { Button } from "@/shared/ui/button";
import { FieldNotes } from "./field";

interface RowsFieldProps {
  name: string;
  label: string;
  hint?: ReactNode;
  /** One row as it reads after "Remove": "track 2". */
  rowName: (index: number) => string;
  /** What a new row starts with. */
  blank: FieldValues;
  add: string;
  min?: number;
  max: number;
  /** False where the order means nothing. */
  ordered?: boolean;
  /** Several rows beside each other where there is room: for rows of one short field. */
  compact?: boolean;
  children: (prefix: string, index: number) => ReactNode;
}

const ICON = "min-w-9 px-2 pointer-coarse:min-w-11";

/** A list in a form: rows are added, moved with buttons, and removed; the focus stays with what was done. */
export function RowsField({
  name,
  label,
  hint,
  rowName,
  blank,
  add,
  min = 0,
  max,
  ordered = true,
  compact = false,
  children,
}: RowsFieldProps) {
  const { control } = useFormContext();
  const { fields, append, remove, move } = useFieldArray({ control, name });
  const id = useId();
  const message = useListProblem(name);
  const group = useRef<HTMLFieldSetElement>(null);
  const [said, setSaid] = useState("");
  // Where the focus goes once the rows have changed: selectors, the first that is there and not disabled.
  const focusNext = useRef<string[]>([]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the rows have changed, on purpose
  useEffect(() => {
    const wanted = focusNext.current;
    focusNext.current = [];
    for (const selector of wanted) {
      const found = group.current?.querySelector<HTMLElement>(selector);
      if (found && !found.matches(":disabled")) {
        found.focus();
        return;
      }
    }
  }, [fields]);

  function shift(from: number, to: number, button: "up" | "down") {
    const other = button === "up" ? "down" : "up";
    focusNext.current = [`[data-row="${to}-${button}"]`, `[data-row="${to}-${other}"]`];
    setSaid(`Now ${rowName(to)} of ${fields.length}`);
    move(from, to);
  }

  function drop(index: number) {
    const near = Math.min(index, fields.length - 2);
    focusNext.current = [`[data-row="${near}-remove"]`, "[data-row=add]"];
    setSaid(`Removed ${rowName(index)}`);
    remove(index);
  }

  return (
    <fieldset ref={group} aria-describedby={message ? `${id}-error` : undefined}>
      <legend className="mb-1.5 font-semibold">{label}</legend>
      <p role="status" className="sr-only">
        {said}
      </p>
      <ol className={`grid gap-3 ${compact ? "sm:grid-cols-2 lg:grid-cols-3" : ""}`}>
        {fields.map((field, index) => (
          <li
            key={field.id}
            className={`flex items-end gap-3 rounded-control border border-line bg-canvas p-3 ${compact ? "" : "flex-wrap md:flex-nowrap"}`}
          >
            <div className={`min-w-0 grow ${compact ? "basis-0" : "basis-full md:basis-0"}`}>
              {children(`${name}.${index}`, index)}
            </div>
            <div className="ml-auto flex shrink-0 gap-1 md:pb-1">
              {ordered ? (
                <>
                  <Button
                    variant="quiet"
                    size="small"
                    className={ICON}
                    data-row={`${index}-up`}
                    disabled={index === 0}
                    onClick={() => shift(index, index - 1, "up")}
                  >
                    <ArrowUp aria-hidden className="size-4" />
                    <span className="sr-only">Move {rowName(index)} up</span>
                  </Button>
                  <Button
                    variant="quiet"
                    size="small"
                    className={ICON}
                    data-row={`${index}-down`}
                    disabled={index === fields.length - 1}
                    onClick={() => shift(index, index + 1, "down")}
                  >
                    <ArrowDown aria-hidden className="size-4" />
                    <span className="sr-only">Move {rowName(index)} down</span>
                  </Button>
                </>
              ) : null}
              <Button
                variant="quiet"
                size="small"
                className={ICON}
                data-row={`${index}-remove`}
                disabled={fields.length <= min}
                onClick={() => drop(index)}
              >
                <Trash2 aria-hidden className="size-4" />
                <span className="sr-only">Remove {rowName(index)}</span>
              </Button>
            </div>
          </li>
        ))}
      </ol>
      <Button
        variant="outline"
        size="small"
        className="mt-3"
        data-row="add"
        disabled={fields.length >= max}
        onClick={() => append(blank)}
      >
        <Plus aria-hidden className="size-4" />
        {add}
      </Button>
      {fields.length >= max ? (
        <p className="mt-1.5 text-ink-muted text-sm">{max} are the most there can be.</p>
      ) : null}
      <FieldNotes id={id} hint={hint} message={message} />
    </fieldset>
  );
}

/** A problem of the list as a whole; those of its rows stand at their fields. */
function useListProblem(name: string): string | undefined {
  const { formState } = useFormContext();
  const error = get(formState.errors, name) as
    | { message?: string; root?: { message?: string } }
    | undefined;
  return error?.root?.message ?? error?.message;
}
