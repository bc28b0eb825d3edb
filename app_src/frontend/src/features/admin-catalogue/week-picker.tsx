import { ChevronLeft, ChevronRight } from "lucide-react";
import { useId } from "react";
import { countOf } from "@/shared/lib/format";
import { dayKey } from "@/shared/lib/time";
import { useZone } from "@/shared/session/use-session";
import { Button } from "@/shared/ui/button";
import { useFilter } from "@/shared/ui/filter-bar";
import { FILTER_CONTROL, FILTER_LABEL } from "@/shared/ui/filter-select";
import { addDays, dayOfMonth, longDay, weekdayOf, weekOf } from "@/shared/ui/slots/calendar";

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The day on screen, kept in the address, and the week it is in; calendar days of the viewer's zone. */
export function useDay() {
  const zone = useZone();
  const [chosen, setDay] = useFilter("day");
  const today = dayKey(new Date().toISOString(), zone);
  const day = DAY.test(chosen) && !Number.isNaN(Date.parse(chosen)) ? chosen : today;
  return { day, today, week: weekOf(day), setDay };
}

/** Going from week to week, or to a certain day. */
export function WeekPicker({ picker }: { picker: ReturnType<typeof useDay> }) {
  const { day, today, week, setDay } = picker;
  const id = useId();
  return (
    <div className="mb-5 flex flex-wrap items-end gap-x-4 gap-y-3">
      <div className="flex items-center gap-1">
        <Button variant="outline" className="px-3" onClick={() => setDay(addDays(day, -7))}>
          <ChevronLeft aria-hidden className="size-5" />
          <span className="sr-only">Previous week</span>
        </Button>
        <Button variant="outline" disabled={day === today} onClick={() => setDay("")}>
          {week.includes(today) ? "Today" : "This week"}
        </Button>
        <Button variant="outline" className="px-3" onClick={() => setDay(addDays(day, 7))}>
          <ChevronRight aria-hidden className="size-5" />
          <span className="sr-only">Next week</span>
        </Button>
      </div>
      <div>
        <label htmlFor={id} className={FILTER_LABEL}>
          Go to a day
        </label>
        <input
          id={id}
          type="date"
          value={day}
          onChange={({ target }) => {
            if (target.value) {
              setDay(target.value);
            }
          }}
          className={FILTER_CONTROL}
        />
      </div>
    </div>
  );
}

interface WeekStripProps {
  picker: ReturnType<typeof useDay>;
  /** How many slots each day has, and how many of its seats are taken. */
  counts: ReadonlyMap<string, { slots: number; taken: number }>;
}

/** The week at a glance; choosing a day shows its slots below. */
export function WeekStrip({ picker, counts }: WeekStripProps) {
  const { day, week, setDay } = picker;
  return (
    <ul aria-label="Days of the week" className="mb-8 grid grid-cols-7 gap-1 sm:gap-2">
      {week.map((each) => {
        const { slots, taken } = counts.get(each) ?? { slots: 0, taken: 0 };
        return (
          <li key={each}>
            <button
              type="button"
              aria-pressed={each === day}
              onClick={() => setDay(each)}
              className="flex w-full flex-col items-center rounded-control border border-line-strong bg-surface px-1 py-2 hover:border-brand aria-pressed:border-brand aria-pressed:bg-brand aria-pressed:text-on-brand sm:items-start sm:px-3"
            >
              <span className="sr-only">
                {longDay(each)}: {countOf(slots, "slot")}, {countOf(taken, "seat")} taken
              </span>
              <span aria-hidden className="text-sm">
                {weekdayOf(each)}
              </span>
              <span aria-hidden className="font-bold font-display text-xl tabular-nums">
                {dayOfMonth(each)}
              </span>
              <span aria-hidden className="text-sm tabular-nums sm:hidden">
                {slots}
              </span>
              <span aria-hidden className="text-left text-sm max-sm:hidden">
                {slots === 0 ? "No slot" : countOf(slots, "slot")}
                <span className="block">{slots === 0 ? " " : `${taken} taken`}</span>
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
