// What a visitor's clock shows may be minutes off; a hold of a quarter of an hour must not look longer or shorter for it.
let aheadMs = 0;

/** Remembers how far the server's clock is ahead, from an answer that no cache has kept. */
export function noteServerTime(response: Response | undefined, nowMs = Date.now()): void {
  const date = Date.parse(response?.headers.get("Date") ?? "");
  if (!Number.isNaN(date)) {
    // The header counts whole seconds: half a second is what it is off on average.
    aheadMs = date + 500 - nowMs;
  }
}

/** The time in milliseconds as the server has it. */
export function serverNow(): number {
  return Date.now() + aheadMs;
}

/** An instant of the server on the visitor's clock, for what counts down by that one. */
export function onOwnClock(instant: string): string {
  return new Date(Date.parse(instant) - aheadMs).toISOString();
}
