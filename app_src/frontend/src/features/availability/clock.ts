import { wallClock } from "@/shared/lib/zoned";

export interface Hours {
  start: string;
  end: string;
}

const DAY_MINUTES = 24 * 60;
const QUARTER = 15;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Monday first, as the API counts. */
export const WEEKDAYS = [
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
  "Sunday",
] as const;

/** Minutes from midnight of "HH:MM"; "24:00" is the end of the day. */
export function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return hours * 60 + minutes;
}

export function clockOf(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** "10:00 am", "midnight"; never broken between the two. */
export function readClock(clock: string): string {
  const minutes = minutesOf(clock);
  if (minutes === 0 || minutes === DAY_MINUTES) {
    return "midnight";
  }
  const hour = Math.floor(minutes / 60);
  const text = `${hour % 12 === 0 ? 12 : hour % 12}:${String(minutes % 60).padStart(2, "0")}`;
  return `${text}\u00a0${hour < 12 ? "am" : "pm"}`;
}

export const readHours = ({ start, end }: Hours) => `${readClock(start)} to ${readClock(end)}`;

const quarters = (from: number, to: number) =>
  Array.from({ length: (to - from) / QUARTER + 1 }, (_, step) => {
    const value = clockOf(from + step * QUARTER);
    return { value, label: readClock(value) };
  });

/** Whole quarters of an hour to choose from. */
export const STARTS = quarters(0, DAY_MINUTES - QUARTER);
export const ENDS = quarters(QUARTER, DAY_MINUTES);

/** Where hours of one day are wrong: by index, in words. */
export function problemsOf(windows: readonly Hours[]): Map<number, string> {
  const problems = new Map<number, string>();
  windows.forEach((hours, index) => {
    const [start, end] = [minutesOf(hours.start), minutesOf(hours.end)];
    if (end <= start) {
      problems.set(index, "Ends before it starts. Past midnight, add hours to the next day.");
      return;
    }
    const other = windows.findIndex(
      (before, place) =>
        place < index && minutesOf(before.start) < end && start < minutesOf(before.end),
    );
    if (other >= 0) {
      problems.set(index, `Overlaps with ${readHours(windows[other] as Hours)}`);
    }
  });
  return problems;
}

/** Hours to offer next: after the last ones if there is room, else in the first gap; undefined when the day is full. */
export function nextHours(windows: readonly Hours[]): Hours | undefined {
  if (windows.length === 0) {
    return { start: "10:00", end: "18:00" };
  }
  const taken = windows
    .map(({ start, end }) => [minutesOf(start), minutesOf(end)] as const)
    .sort(([one], [other]) => one - other);
  const last = Math.max(...taken.map(([, end]) => end));
  if (last + 120 <= DAY_MINUTES) {
    return { start: clockOf(last + 60), end: clockOf(Math.min(last + 180, DAY_MINUTES)) };
  }
  let free = 0;
  for (const [start, end] of [...taken, [DAY_MINUTES, DAY_MINUTES] as const]) {
    if (start - free >= 30) {
      return { start: clockOf(free), end: clockOf(start) };
    }
    free = Math.max(free, end);
  }
  return undefined;
}

export const sortHours = <H extends Hours>(windows: readonly H[]): H[] =>
  [...windows].sort((one, other) => minutesOf(one.start) - minutesOf(other.start));

/** How far ahead of UTC a wall of the zone is, in minutes. */
const offsetAt = (instant: number, zone: string) =>
  Math.round((Date.parse(`${wallClock(instant, zone)}Z`) - instant) / 60_000);

export interface ClockChange {
  /** "2026-10-25": the date on which it happens there. */
  date: string;
  /** Positive when clocks are put forward. */
  minutes: number;
}

/** The next time clocks are put forward or back in the zone within `days`, if they are. */
export function nextClockChange(zone: string, from: number, days: number): ClockChange | undefined {
  const start = from - (from % HOUR_MS);
  let before = offsetAt(start, zone);
  for (let day = 1; day <= days; day += 1) {
    const after = offsetAt(start + day * DAY_MS, zone);
    if (after !== before) {
      // Within this day: the hour in which it happens says on which date.
      let at = start + (day - 1) * DAY_MS;
      while (offsetAt(at, zone) === before) {
        at += HOUR_MS / 4;
      }
      return { date: wallClock(at, zone).slice(0, 10), minutes: after - before };
    }
    before = after;
  }
  return undefined;
}
