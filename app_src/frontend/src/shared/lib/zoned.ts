const DAY_MS = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

function partsIn(zone: string): Intl.DateTimeFormat {
  let found = formats.get(zone);
  if (!found) {
    found = new Intl.DateTimeFormat("en-GB", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
    });
    formats.set(zone, found);
  }
  return found;
}

/** What calendar and clock on a wall of the zone show at an instant: "2026-11-23T19:30". */
export function wallClock(instant: number, zone: string): string {
  const part = Object.fromEntries(
    partsIn(zone)
      .formatToParts(new Date(instant))
      .map(({ type, value }) => [type, value]),
  );
  return `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}`;
}

const offset = (instant: number, zone: string) =>
  Date.parse(`${wallClock(instant, zone)}Z`) - instant;

/**
 * The instant at which a wall of the zone shows that day ("2026-11-23") and time ("19:30"). Where clocks are put back and
 * the time comes twice it is the first of the two; undefined where clocks are put forward over it. As the API counts.
 */
export function instantOf(day: string, time: string, zone: string): string | undefined {
  const wall = `${day}T${time}`;
  const asUtc = Date.parse(`${wall}Z`);
  if (Number.isNaN(asUtc)) {
    return undefined;
  }
  const candidates = [asUtc - DAY_MS, asUtc + DAY_MS].map((near) => asUtc - offset(near, zone));
  const fitting = candidates.filter((instant) => wallClock(instant, zone) === wall);
  return fitting.length > 0 ? new Date(Math.min(...fitting)).toISOString() : undefined;
}
