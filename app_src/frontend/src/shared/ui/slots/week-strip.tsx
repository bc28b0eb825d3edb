import { ChevronLeft, ChevronRight } from "lucide-react";
import { countOf } from "@/shared/lib/format";
import { dayOfMonth, longDay, weekdayOf, weekLabel, weekOf } from "./calendar";

interface WeekStripProps {
  /** The days that have slots, and how many of them can be had. */
  days: ReadonlyMap<string, number>;
  day: string;
  onDay: (day: string) => void;
}

const ARROW =
  "grid size-11 shrink-0 place-items-center rounded-control text-brand hover:bg-brand-soft " +
  "aria-disabled:cursor-not-allowed aria-disabled:text-ink-muted aria-disabled:opacity-50 aria-disabled:hover:bg-transparent";

function Arrow({
  label,
  to,
  onDay,
}: {
  label: string;
  to?: string | undefined;
  onDay: (day: string) => void;
}) {
  const Icon = label === "Earlier week" ? ChevronLeft : ChevronRight;
  return (
    // Not `disabled`, which would throw away the focus of whoever has just pressed it.
    <button
      type="button"
      aria-disabled={to === undefined || undefined}
      onClick={() => to !== undefined && onDay(to)}
      className={ARROW}
    >
      <Icon aria-hidden className="size-5" />
      <span className="sr-only">{label}</span>
    </button>
  );
}

function Day({
  id,
  free,
  listed,
  checked,
  onDay,
}: {
  id: string;
  free: number;
  listed: boolean;
  checked: boolean;
  onDay: (day: string) => void;
}) {
  const note = listed ? (free > 0 ? countOf(free, "time") : "full") : "no times";
  return (
    <label className="relative flex min-h-16 min-w-0 cursor-pointer flex-col items-center justify-center rounded-control border border-line bg-surface py-2 hover:border-brand has-checked:border-brand has-checked:bg-brand has-checked:text-on-brand has-disabled:cursor-not-allowed has-disabled:border-transparent has-disabled:bg-transparent has-disabled:text-ink-muted has-focus-visible:outline-3 has-focus-visible:outline-offset-2">
      <input
        type="radio"
        name="slot-day"
        checked={checked}
        disabled={!listed}
        onChange={() => onDay(id)}
        className="absolute inset-0 cursor-pointer opacity-0 disabled:cursor-not-allowed"
      />
      <span className="sr-only">
        {longDay(id)}, {note}
      </span>
      <span aria-hidden className="text-sm">
        {weekdayOf(id)}
      </span>
      <span aria-hidden className="font-display font-semibold text-lg leading-tight">
        {dayOfMonth(id)}
      </span>
      <span aria-hidden className="mt-0.5 text-xs max-sm:hidden">
        {listed ? note : "–"}
      </span>
    </label>
  );
}

/** A week of days to choose from. The arrows go to the next week that has times, and skip those that have none. */
export function WeekStrip({ days, day, onDay }: WeekStripProps) {
  const week = weekOf(day);
  const listed = [...days.keys()];
  const first = week[0] ?? day;
  const last = week.at(-1) ?? day;
  const bestOf = (candidates: string[]) =>
    candidates.find((key) => (days.get(key) ?? 0) > 0) ?? candidates[0];
  const before = listed.filter((key) => key < first).at(-1);
  const after = listed.find((key) => key > last);
  const inWeekOf = (key: string | undefined) =>
    key === undefined ? undefined : bestOf(weekOf(key).filter((other) => days.has(other)));
  return (
    <div>
      <div className="mb-2 flex items-center justify-between gap-2">
        <Arrow label="Earlier week" to={inWeekOf(before)} onDay={onDay} />
        <p aria-live="polite" className="font-semibold">
          {weekLabel(week)}
        </p>
        <Arrow label="Later week" to={inWeekOf(after)} onDay={onDay} />
      </div>
      {/* A day is as wide as a finger on a phone, beyond the padding of whatever panel this is in. */}
      <fieldset className="-mx-3 grid grid-cols-7 gap-0.5 sm:mx-0 sm:gap-2">
        <legend className="sr-only">Day</legend>
        {week.map((key) => (
          <Day
            key={key}
            id={key}
            free={days.get(key) ?? 0}
            listed={days.has(key)}
            checked={key === day}
            onDay={onDay}
          />
        ))}
      </fieldset>
    </div>
  );
}
