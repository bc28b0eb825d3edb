import { Copy } from "lucide-react";
import { useState } from "react";
import { useFormContext } from "react-hook-form";
import { Button } from "@/shared/ui/button";
import { Dialog } from "@/shared/ui/dialog";
import { type Hours, WEEKDAYS } from "./clock";

const WORKING_DAYS = [0, 1, 2, 3, 4];

function CopyForm({ day, onDone }: { day: number; onDone: () => void }) {
  const { getValues, setValue } = useFormContext();
  const others = WEEKDAYS.map((_, index) => index).filter((index) => index !== day);
  const [chosen, setChosen] = useState(() =>
    others.filter((other) => WORKING_DAYS.includes(other)),
  );

  const toggle = (other: number) =>
    setChosen(chosen.includes(other) ? chosen.filter((one) => one !== other) : [...chosen, other]);
  const copy = () => {
    const windows = getValues(`days.${day}.windows`) as Hours[];
    for (const other of chosen) {
      setValue(
        `days.${other}.windows`,
        windows.map((window) => ({ ...window })),
        { shouldDirty: true, shouldValidate: true },
      );
    }
    onDone();
  };
  return (
    <>
      <fieldset>
        <legend className="mb-3 text-ink-muted">Replaces the hours of the days you choose.</legend>
        <div className="grid grid-cols-2 gap-2">
          {others.map((other) => (
            <label
              key={other}
              className="flex min-h-11 cursor-pointer items-center gap-3 rounded-control border border-line-strong px-3.5 has-checked:border-brand has-checked:bg-brand-soft has-focus-visible:outline-3 has-focus-visible:outline-offset-2"
            >
              <input
                type="checkbox"
                checked={chosen.includes(other)}
                onChange={() => toggle(other)}
                className="size-4.5 accent-[var(--brand)]"
              />
              {WEEKDAYS[other]}
            </label>
          ))}
        </div>
      </fieldset>
      <div className="mt-6 flex flex-wrap-reverse justify-end gap-3">
        <Button
          variant="outline"
          onClick={() => setChosen(chosen.length === others.length ? [] : others)}
        >
          {chosen.length === others.length ? "Choose none" : "Choose all"}
        </Button>
        <Button onClick={copy} disabled={chosen.length === 0}>
          Copy
        </Button>
      </div>
    </>
  );
}

/** One day's hours for others as well. */
export function CopyDay({ day }: { day: number }) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      title={`Copy ${WEEKDAYS[day]}'s hours to`}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button
          variant="quiet"
          size="small"
          className="min-h-11 min-w-9 px-2 pointer-coarse:min-w-11"
        >
          <Copy aria-hidden className="size-4" />
          <span className="sr-only">Copy {WEEKDAYS[day]}'s hours to other days</span>
        </Button>
      }
    >
      {(close) => <CopyForm day={day} onDone={close} />}
    </Dialog>
  );
}
