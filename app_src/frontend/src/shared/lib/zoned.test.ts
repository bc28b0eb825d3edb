import { expect, test } from "vitest";
import { instantOf, wallClock } from "./zoned";

test.each([
  ["2026-11-23", "19:30", "Asia/Kolkata", "2026-11-23T14:00:00.000Z"],
  ["2026-11-23", "00:15", "Asia/Kolkata", "2026-11-22T18:45:00.000Z"],
  ["2026-07-01", "10:00", "Europe/Berlin", "2026-07-01T08:00:00.000Z"],
  // Clocks go back at 03:00: the first 02:30 counts.
  ["2026-10-25", "02:30", "Europe/Berlin", "2026-10-25T00:30:00.000Z"],
  ["2026-10-25", "03:00", "Europe/Berlin", "2026-10-25T02:00:00.000Z"],
])("%s %s in %s is %s", (day, time, zone, instant) => {
  expect(instantOf(day, time, zone)).toBe(instant);
  expect(wallClock(Date.parse(instant), zone)).toBe(`${day}T${time}`);
});

test("a time that the clocks skip is none", () => {
  expect(instantOf("2027-03-28", "02:30", "Europe/Berlin")).toBeUndefined();
});
