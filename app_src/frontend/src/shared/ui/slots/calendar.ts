import type { BookableSlot } from "@/shared/api/generated/types.gen";
import { dayKey, zoneName } from "@/shared/lib/time";

const DAY_MS = 86_400_000;

// A key such as "2026-11-23" is a date, not an instant: counting and naming days in UTC keeps every clock change out.
const atUtc = (key: string) => new Date(`${key}T00:00:00Z`);
const WEEKDAY = new Intl.DateTimeFormat("en-IN", { weekday: "short", timeZone: "UTC" });
const LONG_DAY = new Intl.DateTimeFormat("en-IN", {
  weekday: "long",
  day: "numeric",
  month: "long",
  timeZone: "UTC",
});
const SHORT_DAY = new Intl.DateTimeFormat("en-IN", {
  day: "numeric",
  month: "short",
  timeZone: "UTC",
});
const hours = new Map<string, Intl.DateTimeFormat>();

export function addDays(key: string, days: number): string {
  return new Date(atUtc(key).getTime() + days * DAY_MS).toISOString().slice(0, 10);
}

/** The seven days of the week that a day is in, from Monday. */
export function weekOf(key: string): string[] {
  const monday = addDays(key, -((atUtc(key).getUTCDay() + 6) % 7));
  return Array.from({ length: 7 }, (_, day) => addDays(monday, day));
}

/** "Mon" */
export const weekdayOf = (key: string) => WEEKDAY.format(atUtc(key));
/** "23" */
export const dayOfMonth = (key: string) => String(atUtc(key).getUTCDate());
/** "Monday 23 November" */
export const longDay = (key: string) => LONG_DAY.format(atUtc(key));

/** "23 – 29 Nov", "28 Nov – 4 Dec" */
export function weekLabel(week: readonly string[]): string {
  const first = week[0] ?? "";
  const last = week.at(-1) ?? first;
  const sameMonth = first.slice(0, 7) === last.slice(0, 7);
  const from = sameMonth ? dayOfMonth(first) : SHORT_DAY.format(atUtc(first));
  return `${from} – ${SHORT_DAY.format(atUtc(last))}`;
}

/** Slots by the calendar day on which they start in the zone, days and slots in order. */
export function byDay(slots: readonly BookableSlot[], zone: string): Map<string, BookableSlot[]> {
  const sorted = [...slots].sort((a, b) => Date.parse(a.start_at) - Date.parse(b.start_at));
  return Map.groupBy(sorted, (slot) => dayKey(slot.start_at, zone));
}

export const PARTS = ["Night", "Morning", "Afternoon", "Evening"] as const;
export type PartOfDay = (typeof PARTS)[number];

export function partOfDay(instant: string, zone: string): PartOfDay {
  let format = hours.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-GB", {
      hour: "2-digit",
      hourCycle: "h23",
      timeZone: zone,
    });
    hours.set(zone, format);
  }
  const hour = Number(format.format(new Date(instant)));
  if (hour < 5) {
    return "Night";
  }
  return hour < 12 ? "Morning" : hour < 17 ? "Afternoon" : "Evening";
}

/** Whether the clocks of the zone change between the slots of one day: then each time needs its zone beside it. */
export function changesClocks(slots: readonly BookableSlot[], zone: string): boolean {
  return new Set(slots.map((slot) => zoneName(zone, slot.start_at))).size > 1;
}
