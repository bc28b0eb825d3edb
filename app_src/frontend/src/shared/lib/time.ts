/** Browsers still say the old name of this one. */
const currentName = (zone: string) => (zone === "Asia/Calcutta" ? "Asia/Kolkata" : zone);

/** The zone of the visitor's device: "Asia/Kolkata". */
export function browserZone(): string {
  return currentName(Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC");
}

const formats = new Map<string, Intl.DateTimeFormat>();

// Making one costs a hundred times what using one does.
function format(zone: string, name: string, options: Intl.DateTimeFormatOptions) {
  const key = `${zone} ${name}`;
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat("en-IN", { ...options, timeZone: zone });
    formats.set(key, found);
  }
  return found;
}

/** "Mon, 23 Nov 2026" */
export function formatDay(instant: string, zone: string): string {
  return format(zone, "day", {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
  }).format(new Date(instant));
}

/** "7:30 pm" */
export function formatTime(instant: string, zone: string): string {
  return format(zone, "time", { hour: "numeric", minute: "2-digit" }).format(new Date(instant));
}

/** "IST", or "GMT+5:45" where the zone has no short name. */
export function zoneName(zone: string, instant: string): string {
  if (zone === "Asia/Kolkata" || zone === "Asia/Calcutta") {
    return "IST";
  }
  const parts = format(zone, "zone", { timeZoneName: "short" }).formatToParts(new Date(instant));
  return parts.find((part) => part.type === "timeZoneName")?.value ?? zone;
}

/** "Mon, 23 Nov 2026, 7:30 pm IST" */
export function formatMoment(instant: string, zone: string): string {
  return `${formatDay(instant, zone)}, ${formatTime(instant, zone)} ${zoneName(zone, instant)}`;
}

/** "Mon, 23 Nov 2026, 7:30 pm – 8:30 pm IST"; the second day is named where there is one. */
export function formatSpan(start: string, end: string, zone: string): string {
  const sameDay = dayKey(start, zone) === dayKey(end, zone);
  const until = sameDay
    ? formatTime(end, zone)
    : `${formatDay(end, zone)}, ${formatTime(end, zone)}`;
  return `${formatDay(start, zone)}, ${formatTime(start, zone)} – ${until} ${zoneName(zone, end)}`;
}

/** The same text, of which a line may end between day and time or before an end, not within "10:30 am IST". */
export function firmTimes(text: string): string {
  return text.replace(/\s(?=[ap]m\b|–)|(?<=[ap]m)\s/g, "\u00a0");
}

/** The calendar day in a zone, as one sorts and groups by it: "2026-11-23". */
export function dayKey(instant: string, zone: string): string {
  const parts = format(zone, "key", { year: "numeric", month: "2-digit", day: "2-digit" });
  const value = Object.fromEntries(
    parts.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]),
  );
  return `${value.year}-${value.month}-${value.day}`;
}

/** "23 Nov 2026" of a calendar date without time. */
export function formatDate(date: string): string {
  return format("UTC", "date", { day: "numeric", month: "short", year: "numeric" }).format(
    new Date(`${date.slice(0, 10)}T00:00:00Z`),
  );
}

const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** "in 3 hours", "2 days ago". */
export function formatRelative(instant: string, nowMs: number): string {
  const seconds = (new Date(instant).getTime() - nowMs) / 1_000;
  for (const [unit, size] of UNITS) {
    if (Math.abs(seconds) >= size) {
      return relative.format(Math.trunc(seconds / size), unit);
    }
  }
  return "now";
}

/** "4:09" of a countdown; never negative. */
export function formatCountdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Zones to choose from, the browser's own list. */
export function allZones(): string[] {
  const zones = Intl.supportedValuesOf("timeZone").map(currentName);
  return [...new Set(["UTC", ...zones])].sort();
}
