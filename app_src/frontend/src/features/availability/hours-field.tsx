import { Plus, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { get, useFieldArray, useFormContext } from "react-hook-form";
import { FieldNotes } from "@/shared/forms/field";
import { Button } from "@/shared/ui/button";
import { ENDS, type Hours, nextHours, STARTS } from "./clock";
import { MOST_PER_DAY } from "./week-values";

const ICON = "min-h-11 min-w-9 px-2 pointer-coarse:min-w-11";
const SELECT =
  "min-h-11 w-0 min-w-0 grow sm:max-w-32 sm:px-2 rounded-control border border-line-strong bg-surface px-1 aria-invalid:border-danger";

interface HoursFieldProps {
  /** Of the list in the form: "days.0.windows". */
  name: string;
  /** Whose hours they are, for labels: "Monday". */
  whose: string;
  /** Shown where there are none. */
  none: string;
  /** Beside the button that adds hours. */
  children?: ReactNode;
}

/** Whose hours they are, the hours, and what to do with them: side by side, on a phone below each other. */
export function HoursRow({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 sm:grid-cols-[6.5rem_minmax(0,1fr)_auto]">
      <span aria-hidden className="order-1 flex min-h-11 items-center self-start font-semibold">
        {name}
      </span>
      {children}
    </div>
  );
}

function Row({ name, whose, place }: { name: string; whose: string; place: number }) {
  const { register, formState } = useFormContext();
  const problem = get(formState.errors, `${name}.start`) as { message?: string } | undefined;
  const aria = {
    "aria-invalid": problem ? true : undefined,
    "aria-describedby": problem ? `${name}-error` : undefined,
  } as const;
  return (
    <>
      <div className="flex min-w-0 grow items-center gap-1.5">
        <select
          aria-label={`${whose}, hours ${place}, from`}
          className={SELECT}
          {...aria}
          {...register(`${name}.start`)}
        >
          {STARTS.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
        <span aria-hidden className="text-ink-muted">
          –
        </span>
        <select
          aria-label={`${whose}, hours ${place}, to`}
          className={SELECT}
          {...aria}
          {...register(`${name}.end`)}
        >
          {ENDS.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </div>
      <div className="order-last basis-full empty:hidden">
        <FieldNotes id={name} hint={undefined} message={problem?.message} />
      </div>
    </>
  );
}

/** Hours of one day: none, or several from–to. Its parts go into the grid of <HoursRow>. */
export function HoursField({ name, whose, none, children }: HoursFieldProps) {
  const { control, getValues, setFocus } = useFormContext();
  const { fields, append, remove } = useFieldArray({ control, name });
  const add = () => {
    const next = nextHours(getValues(name) as Hours[]);
    if (next) {
      append(next, { focusName: `${name}.${fields.length}.start` });
    }
  };
  const drop = (index: number) => {
    remove(index);
    const near = Math.min(index, fields.length - 2);
    if (near >= 0) {
      setTimeout(() => setFocus(`${name}.${near}.start`));
    }
  };
  const full = fields.length >= MOST_PER_DAY;
  return (
    <>
      <div className="order-3 col-span-2 min-w-0 sm:order-2 sm:col-span-1">
        {fields.length === 0 ? (
          <p className="flex min-h-9 items-center text-ink-muted sm:min-h-11">{none}</p>
        ) : (
          <ul className="grid gap-2">
            {fields.map((field, index) => (
              <li key={field.id} className="flex flex-wrap items-center gap-x-1">
                <Row name={`${name}.${index}`} whose={whose} place={index + 1} />
                <Button variant="quiet" size="small" className={ICON} onClick={() => drop(index)}>
                  <Trash2 aria-hidden className="size-4" />
                  <span className="sr-only">
                    Remove hours {index + 1} of {whose}
                  </span>
                </Button>
              </li>
            ))}
          </ul>
        )}
      </div>
      <div className="order-2 flex items-start justify-end sm:order-3">
        <Button
          variant="quiet"
          size="small"
          className={ICON}
          disabled={full}
          title={full ? `${MOST_PER_DAY} are the most for one day` : undefined}
          onClick={add}
        >
          <Plus aria-hidden className="size-4" />
          <span className="sr-only">Add hours on {whose}</span>
        </Button>
        {children}
      </div>
    </>
  );
}
