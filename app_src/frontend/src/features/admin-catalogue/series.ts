import type { SkipReason, SlotSeries } from "@/shared/api/generated/types.gen";
import { instantOf } from "@/shared/lib/zoned";
import { addDays } from "@/shared/ui/slots/calendar";

export type SeriesPlan = Pick<
  SlotSeries,
  "time_zone" | "first_date" | "last_date" | "weekdays" | "times"
>;

export interface Occurrence {
  day: string;
  at: string;
  /** Unless it is skipped. */
  start?: string;
  skipped?: SkipReason;
}

/** The API makes no more at once. */
export const MOST_SLOTS = 1_000;
export const MOST_DAYS = 92;
const DAY_MS = 86_400_000;
const QUARTER_MS = 15 * 60_000;

export const daysBetween = (first: string, last: string) =>
  Math.round((Date.parse(last) - Date.parse(first)) / DAY_MS);

/** Monday is 0. */
export const weekdayIndex = (day: string) => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;

/** Each time on each of the weekdays, by the zone's wall clock: what the API will make of a series. */
export function occurrences(plan: SeriesPlan, now: number): Occurrence[] {
  const days = daysBetween(plan.first_date, plan.last_date);
  if (Number.isNaN(days) || days > MOST_DAYS) {
    return [];
  }
  const found: Occurrence[] = [];
  for (let offset = 0; offset <= days; offset += 1) {
    const day = addDays(plan.first_date, offset);
    if (!plan.weekdays.includes(weekdayIndex(day))) {
      continue;
    }
    for (const at of plan.times.toSorted()) {
      found.push(occurrence(day, at, plan.time_zone, now));
    }
  }
  return found;
}

function occurrence(day: string, at: string, zone: string, now: number): Occurrence {
  const start = instantOf(day, at, zone);
  if (start === undefined) {
    return { day, at, skipped: "no_such_time" };
  }
  const instant = Date.parse(start);
  if (instant % QUARTER_MS !== 0) {
    return { day, at, skipped: "off_grid" };
  }
  return instant <= now ? { day, at, skipped: "past" } : { day, at, start };
}

/** The time that follows: the last one and the length after it, within the day. */
export function nextTime(times: readonly string[], minutes: number): string {
  const last = times.filter(Boolean).toSorted().at(-1);
  if (!last) {
    return "10:00";
  }
  const [hours = 0, rest = 0] = last.split(":").map(Number);
  const next = hours * 60 + rest + minutes;
  return next >= 24 * 60
    ? ""
    : `${String(Math.floor(next / 60)).padStart(2, "0")}:${String(next % 60).padStart(2, "0")}`;
}

export const SKIP_REASONS: Readonly<Record<SkipReason, string>> = {
  past: "in the past",
  no_such_time: "skipped by the clocks that day",
  off_grid: "not on a quarter of an hour",
};
