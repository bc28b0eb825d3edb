import { ArrowUp, X } from "lucide-react";
import { useRef } from "react";
import type { BookableSlot } from "@/shared/api/generated/types.gen";
import { formatSpan } from "@/shared/lib/time";

interface ChosenProps {
  /** In order of preference; a slot that is not offered any more has no times. */
  chosen: readonly { id: string; slot: Pick<BookableSlot, "start_at" | "end_at"> | undefined }[];
  zone: string;
  max: number;
  onChange: (ids: string[]) => void;
}

const ICON =
  "grid size-11 shrink-0 place-items-center rounded-control text-ink-muted hover:bg-brand-soft hover:text-ink";

/** What has been chosen, the most wanted first, with ways to change the order. */
export function Chosen({ chosen, zone, max, onChange }: ChosenProps) {
  const heading = useRef<HTMLParagraphElement>(null);
  const ids = chosen.map(({ id }) => id);
  const change = (next: string[]) => {
    // The button that was pressed may be gone.
    heading.current?.focus();
    onChange(next);
  };
  const prefer = (place: number) => {
    const next = [...ids];
    next.splice(place - 1, 0, ...next.splice(place, 1));
    change(next);
  };
  const several = max > 1;
  return (
    <div className="rounded-control bg-sunken p-4">
      <p ref={heading} tabIndex={-1} className="font-semibold focus:outline-none">
        {several ? `Your times, the most wanted first (${ids.length} of ${max})` : "Your time"}
      </p>
      {ids.length === 0 ? (
        <p className="text-ink-muted">
          {several
            ? `Choose up to ${max}. The more you choose, the likelier one of them works out.`
            : "Nothing chosen yet."}
        </p>
      ) : (
        <ol className="mt-1 divide-y divide-line">
          {chosen.map(({ id, slot }, place) => {
            const when = slot
              ? formatSpan(slot.start_at, slot.end_at, zone)
              : "A time that is no longer offered";
            return (
              <li key={id} className="flex items-center gap-1 py-1">
                {several ? (
                  <span className="mr-1.5 grid size-6 shrink-0 place-items-center rounded-full bg-brand font-semibold text-on-brand text-sm">
                    {place + 1}
                  </span>
                ) : null}
                <span className={`min-w-0 grow ${slot ? "" : "text-danger"}`}>{when}</span>
                {several && place > 0 ? (
                  <button type="button" onClick={() => prefer(place)} className={ICON}>
                    <ArrowUp aria-hidden className="size-5" />
                    <span className="sr-only">Prefer {when} more</span>
                  </button>
                ) : null}
                <button
                  type="button"
                  onClick={() => change(ids.filter((other) => other !== id))}
                  className={ICON}
                >
                  <X aria-hidden className="size-5" />
                  <span className="sr-only">Remove {when}</span>
                </button>
              </li>
            );
          })}
        </ol>
      )}
    </div>
  );
}
