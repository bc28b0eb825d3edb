import { Check } from "lucide-react";
import type { BookableSlot } from "@/shared/api/generated/types.gen";
import { countOf } from "@/shared/lib/format";
import { formatTime, zoneName } from "@/shared/lib/time";
import { changesClocks, longDay, PARTS, partOfDay } from "./calendar";

export interface TimesProps {
  day: string;
  slots: readonly BookableSlot[];
  zone: string;
  selected: readonly string[];
  /** Whether a further slot can be chosen. */
  room: boolean;
  /** Seats that are the viewer's own count as free. */
  own: ReadonlySet<string>;
  max: number;
  onToggle: (id: string) => void;
}

function seatsNote(slot: BookableSlot, own: boolean): string {
  if (own) {
    return "kept for you";
  }
  return slot.seats_left > 0 ? `${countOf(slot.seats_left, "seat")} left` : "full";
}

function Time({
  slot,
  named,
  ...props
}: Omit<TimesProps, "slots" | "day"> & { slot: BookableSlot; named: boolean }) {
  const { zone, selected, room, own, max, onToggle } = props;
  const place = selected.indexOf(slot.id);
  const chosen = place >= 0;
  const full = slot.seats_left === 0 && !own.has(slot.id) && !chosen;
  const closed = full || (!room && !chosen);
  const start = formatTime(slot.start_at, zone);
  const seats = seatsNote(slot, own.has(slot.id));
  const suffix = named ? ` ${zoneName(zone, slot.start_at)}` : "";
  return (
    <label
      className={`relative flex min-h-14 items-center gap-2.5 rounded-control border px-3 py-1.5 has-focus-visible:outline-3 has-focus-visible:outline-offset-2 ${
        closed
          ? "cursor-not-allowed border-line border-dashed text-ink-muted"
          : "cursor-pointer border-line-strong bg-surface hover:border-brand has-checked:border-brand has-checked:bg-brand-soft"
      }`}
    >
      <input
        type="checkbox"
        checked={chosen}
        aria-disabled={closed || undefined}
        // Stays in the tab order while nothing more can be chosen: beside the day it says why.
        onChange={() => !closed && onToggle(slot.id)}
        className="absolute inset-0 cursor-[inherit] opacity-0"
      />
      <span
        aria-hidden
        className={`grid size-6 shrink-0 place-items-center rounded-full border font-semibold text-sm ${
          chosen
            ? "border-brand bg-brand text-on-brand"
            : closed
              ? "border-line"
              : "border-line-strong"
        }`}
      >
        {chosen ? max > 1 ? place + 1 : <Check className="size-4" /> : null}
      </span>
      <span className="sr-only">
        {start}
        {suffix} to {formatTime(slot.end_at, zone)}, {seats}
      </span>
      <span aria-hidden className="min-w-0 leading-snug">
        <span className={`block font-medium tabular-nums ${full ? "line-through" : ""}`}>
          {start}
          {suffix}
        </span>
        <span className="block text-ink-muted text-sm">{seats}</span>
      </span>
    </label>
  );
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
};

/** Arrow keys go from time to time, in addition to Tab. */
function moveFocus(event: React.KeyboardEvent<HTMLDivElement>) {
  const step = STEPS[event.key];
  const boxes = [...event.currentTarget.querySelectorAll<HTMLInputElement>("input")];
  const here = boxes.indexOf(event.target as HTMLInputElement);
  if (step !== undefined && here >= 0) {
    event.preventDefault();
    boxes[here + step]?.focus();
  }
}

/** The times of one day, by part of the day. */
export function Times({ day, slots, ...props }: TimesProps) {
  const named = changesClocks(slots, props.zone);
  const parts = Map.groupBy(slots, (slot) => partOfDay(slot.start_at, props.zone));
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys are a shortcut; each time is a control of its own.
    <div onKeyDown={moveFocus} className="grid gap-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 className="font-display font-semibold text-lg">{longDay(day)}</h3>
        {props.max > 1 ? (
          <p role="status" className="text-ink-muted text-sm">
            {props.selected.length} of {props.max} chosen
            {props.room ? null : ": take one away to choose another"}
          </p>
        ) : null}
      </div>
      {PARTS.filter((part) => parts.has(part)).map((part) => (
        <fieldset key={part}>
          <legend className="mb-1.5 text-ink-muted text-sm">{part}</legend>
          <div className="grid grid-cols-2 gap-2 sm:grid-cols-3 lg:grid-cols-4">
            {parts.get(part)?.map((slot) => (
              <Time key={slot.id} slot={slot} named={named} {...props} />
            ))}
          </div>
        </fieldset>
      ))}
    </div>
  );
}
