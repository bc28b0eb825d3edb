import { expect, test } from "vitest";
import { ENDS, nextClockChange, nextHours, problemsOf, readClock, STARTS } from "./clock";

const hours = (start: string, end: string) => ({ start, end });

test("hours are whole quarters, up to midnight at the end of the day", () => {
  expect(STARTS).toHaveLength(96);
  expect(ENDS.at(-1)).toEqual({ value: "24:00", label: "midnight" });
  expect([readClock("00:15"), readClock("12:00"), readClock("13:30")]).toEqual([
    "12:15\u00a0am",
    "12:00\u00a0pm",
    "1:30\u00a0pm",
  ]);
});

test("hours that end before they start or overlap are named, those that touch are fine", () => {
  expect([...problemsOf([hours("10:00", "12:00"), hours("12:00", "24:00")])]).toEqual([]);
  const problems = problemsOf([
    hours("10:00", "12:00"),
    hours("18:00", "09:00"),
    hours("11:45", "13:00"),
  ]);
  expect([...problems.keys()]).toEqual([1, 2]);
  expect(problems.get(1)).toContain("Ends before it starts");
  expect(problems.get(2)).toContain("Overlaps with");
});

test("more hours go after the last ones, else into a gap, and nowhere when the day is full", () => {
  expect(nextHours([])).toEqual(hours("10:00", "18:00"));
  expect(nextHours([hours("10:00", "13:00")])).toEqual(hours("14:00", "16:00"));
  expect(nextHours([hours("08:00", "24:00")])).toEqual(hours("00:00", "08:00"));
  expect(nextHours([hours("00:00", "24:00")])).toBeUndefined();
});

test.each([
  ["Europe/Berlin", "2026-10-20T00:00:00Z", { date: "2026-10-25", minutes: -60 }],
  ["Europe/Berlin", "2027-03-01T00:00:00Z", { date: "2027-03-28", minutes: 60 }],
  // Half an hour, on the other half of the world.
  ["Australia/Lord_Howe", "2027-03-20T00:00:00Z", { date: "2027-04-04", minutes: -30 }],
  ["Asia/Kolkata", "2026-10-20T00:00:00Z", undefined],
])("clocks in %s after %s", (zone, from, expected) => {
  expect(nextClockChange(zone, Date.parse(from), 60)).toEqual(expected);
});
