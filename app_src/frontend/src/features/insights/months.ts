import type { MonthFigures } from "@/shared/api/generated/types.gen";
import { dayKey } from "@/shared/lib/time";

/** "2026-11". A month begins and ends in India, where the books are kept. */
export type MonthName = string;

/** As many as the API gives at once, and keeps computing. */
export const LONGEST_PERIOD = 24;
export const PERIODS = [3, 6, 12, 24] as const;
const DEFAULT_PERIOD = 6;
const MONTH = /^20\d\d-(0[1-9]|1[0-2])$/;

export const presentMonth = (now: number): MonthName =>
  dayKey(new Date(now).toISOString(), "Asia/Kolkata").slice(0, 7);

export function addMonths(month: MonthName, count: number): MonthName {
  const [year = 0, number = 1] = month.split("-").map(Number);
  const index = year * 12 + number - 1 + count;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, "0")}`;
}

export function monthsBetween(first: MonthName, last: MonthName): MonthName[] {
  const months: MonthName[] = [];
  for (let month = first; month <= last; month = addMonths(month, 1)) {
    months.push(month);
  }
  return months;
}

const long = new Intl.DateTimeFormat("en-IN", { month: "long", year: "numeric", timeZone: "UTC" });
const short = new Intl.DateTimeFormat("en-IN", {
  month: "short",
  year: "2-digit",
  timeZone: "UTC",
});
const first = (month: MonthName) => new Date(`${month}-01T00:00:00Z`);

/** "November 2026" */
export const readMonth = (month: MonthName) => long.format(first(month));
/** "Nov 26" */
export const shortMonth = (month: MonthName) => short.format(first(month));

export interface Period {
  from: MonthName;
  to: MonthName;
  months: number;
}

/** What the address asks for (?months=12&until=2026-08); anything else is the latest half year. */
export function periodOf(months: string, until: string, now: number): Period {
  const present = presentMonth(now);
  const count = PERIODS.find((period) => String(period) === months) ?? DEFAULT_PERIOD;
  const to = MONTH.test(until) && until <= present ? until : present;
  return { from: addMonths(to, 1 - count), to, months: count };
}

/** One value for every month of the period, null where it was not computed or there is nothing to compute of. */
export function seriesOf(
  period: Period,
  figures: readonly MonthFigures[],
  value: (month: MonthFigures) => number | null,
): (number | null)[] {
  const byMonth = new Map(figures.map((month) => [month.month, month]));
  return monthsBetween(period.from, period.to).map((name) => {
    const month = byMonth.get(name);
    return month === undefined ? null : value(month);
  });
}
