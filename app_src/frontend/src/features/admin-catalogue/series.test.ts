import { expect, test } from "vitest";
import { nextTime, occurrences } from "./series";

const PLAN = {
  time_zone: "Asia/Kolkata",
  first_date: "2026-11-23",
  last_date: "2026-11-29",
  weekdays: [0, 2],
  times: ["18:00", "10:00"],
};
const NOW = Date.parse("2026-11-23T05:00:00Z");

test("each time on each of the weekdays, in order, without what is past", () => {
  const found = occurrences(PLAN, NOW).map(({ start, skipped }) => start ?? skipped);
  expect(found).toEqual([
    "past",
    "2026-11-23T12:30:00.000Z",
    "2026-11-25T04:30:00.000Z",
    "2026-11-25T12:30:00.000Z",
  ]);
});

test("a time that the clocks skip makes none, one that comes twice makes one", () => {
  const berlin = { ...PLAN, time_zone: "Europe/Berlin", weekdays: [6], times: ["02:30"] };
  const spring = { ...berlin, first_date: "2027-03-22", last_date: "2027-04-04" };
  expect(occurrences(spring, NOW).map(({ start, skipped }) => start ?? skipped)).toEqual([
    "no_such_time",
    "2027-04-04T00:30:00.000Z",
  ]);
  const autumn = { ...berlin, first_date: "2027-10-31", last_date: "2027-10-31" };
  expect(occurrences(autumn, NOW).map(({ start }) => start)).toEqual(["2027-10-31T00:30:00.000Z"]);
});

test("days that are missing or too many make nothing", () => {
  expect(occurrences({ ...PLAN, first_date: "" }, NOW)).toEqual([]);
  expect(occurrences({ ...PLAN, last_date: "2027-12-31" }, NOW)).toEqual([]);
});

test("the next start follows the last one", () => {
  expect(nextTime([], 60)).toBe("10:00");
  expect(nextTime(["11:15", "10:00", ""], 45)).toBe("12:00");
  expect(nextTime(["23:30"], 60)).toBe("");
});
