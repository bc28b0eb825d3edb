import type { AvailabilityException, MockView } from "@/shared/api/generated/types.gen";
import { dayKey } from "@/shared/lib/time";
import { wallClock } from "@/shared/lib/zoned";
import { clockOf, type Hours, minutesOf, sortHours } from "./clock";

const DAY_MS = 86_400_000;
const QUARTER = 15;
const DAY_MINUTES = 24 * 60;

export interface OpenDay {
  /** "2026-11-23" */
  date: string;
  weekday: number;
  /** What can still be booked of it. */
  hours: Hours[];
  /** Why there is nothing, or nothing more: in a word or two. */
  closed: "away" | "no-hours" | "too-soon" | "full" | undefined;
  exception: boolean;
  mocks: number;
}

interface Setting {
  /** Hours of Monday to Sunday. */
  week: readonly (readonly Hours[])[];
  exceptions: readonly AvailabilityException[];
  mocks: readonly Pick<MockView, "start_at" | "state">[];
  zone: string;
  noticeHours: number;
  perDay: number;
}

const noon = (date: string) => Date.parse(`${date}T12:00:00Z`);

/** The calendar date so many days after another. */
export const addDays = (date: string, days: number) =>
  new Date(noon(date) + days * DAY_MS).toISOString().slice(0, 10);

/** Monday is 0. */
export const weekdayOf = (date: string) => (new Date(noon(date)).getUTCDay() + 6) % 7;

export const todayIn = (zone: string, now: number) => wallClock(now, zone).slice(0, 10);

/** What is left of the hours after a moment on the wall, from the next whole quarter on. */
function after(windows: readonly Hours[], minutes: number): Hours[] {
  const from = Math.ceil(minutes / QUARTER) * QUARTER;
  return windows.flatMap(({ start, end }) => {
    const begin = Math.max(minutesOf(start), from);
    return begin < Math.min(minutesOf(end), DAY_MINUTES) ? [{ start: clockOf(begin), end }] : [];
  });
}

/** The days from today on in the zone, with what can be booked of each. */
export function openDays(setting: Setting, days: number, now: number): OpenDay[] {
  const { week, exceptions, mocks, zone, noticeHours, perDay } = setting;
  const today = todayIn(zone, now);
  const earliest = wallClock(now + noticeHours * 3_600_000, zone);
  const [firstDay = today, firstClock = "00:00"] = earliest.split("T");
  const taken = Map.groupBy(
    mocks.filter(({ state }) => state === "scheduled"),
    (mock) => dayKey(mock.start_at, zone),
  );
  return Array.from({ length: days }, (_, index) => {
    const date = addDays(today, index);
    const weekday = weekdayOf(date);
    const exception = exceptions.find((one) => one.date === date);
    const windows = sortHours(exception?.windows ?? week[weekday] ?? []);
    const booked = taken.get(date)?.length ?? 0;
    const open =
      date < firstDay ? [] : date === firstDay ? after(windows, minutesOf(firstClock)) : windows;
    const closed =
      windows.length === 0
        ? exception
          ? "away"
          : "no-hours"
        : booked >= perDay
          ? "full"
          : open.length === 0
            ? "too-soon"
            : undefined;
    return {
      date,
      weekday,
      hours: closed ? [] : open,
      closed,
      exception: exception !== undefined,
      mocks: booked,
    } as const;
  });
}
