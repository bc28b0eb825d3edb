import { expect, test } from "vitest";
import type { MockView } from "@/shared/api/generated/types.gen";
import { sevenDays } from "./seven-days";
import { canCancel, dueWords, feedbackDue, noShow, noShowFrom } from "./stage";

const START = "2026-11-23T14:00:00Z";
const MOCK = { state: "scheduled", start_at: START, end_at: "2026-11-23T15:00:00Z" } as const;
const at = (instant: string) => Date.parse(instant);

test.each([
  ["2026-11-23T14:09:59Z", "too-early"],
  ["2026-11-23T14:10:00Z", "open"],
  ["2026-11-24T15:00:00Z", "open"],
  ["2026-11-24T15:00:01Z", "too-late"],
] as const)("at %s reporting a no-show is %s", (now, expected) => {
  expect(noShow(MOCK, at(now))).toBe(expected);
});

test("what has ended cannot be missed any more", () => {
  expect(noShow({ ...MOCK, state: "completed" }, at("2026-11-23T14:30:00Z"))).toBe("over");
  expect(noShowFrom(MOCK)).toBe("2026-11-23T14:10:00.000Z");
});

test("a mock can be cancelled until it begins", () => {
  expect(canCancel(MOCK, at("2026-11-23T13:59:59Z"))).toBe(true);
  expect(canCancel(MOCK, at(START))).toBe(false);
});

test.each([
  ["2026-11-24T15:00:00Z", "Due in 1 day", "neutral"],
  ["2026-11-25T14:00:00Z", "Due in 1 hour", "warning"],
  ["2026-11-25T15:00:01Z", "Overdue by less than a minute", "danger"],
  ["2026-11-28T16:00:00Z", "Overdue by 3 days", "danger"],
])("at %s feedback reads %s", (now, text, tone) => {
  expect(dueWords("2026-11-25T15:00:00Z", at(now))).toEqual({ text, tone });
});

test("feedback is due from the start of a mock that took place", () => {
  const owed = { ...MOCK, feedback_at: null };
  expect(feedbackDue(owed, at("2026-11-23T13:59:00Z"))).toBe(false);
  expect(feedbackDue(owed, at(START))).toBe(true);
  expect(feedbackDue({ ...owed, state: "no_show_mentee" }, at(START))).toBe(false);
  expect(feedbackDue({ ...owed, feedback_at: START }, at(START))).toBe(false);
});

test("a mock belongs to the day it is in the viewer's zone", () => {
  // 18:40 UTC is 00:10 of the next day in India, and 00:25 in Nepal.
  const mock = { id: "1", start_at: "2026-11-23T18:40:00Z" } as MockView;
  const now = at("2026-11-23T06:00:00Z");
  const dayOf = (zone: string) => sevenDays([mock], zone, now).findIndex((day) => day.mocks.length);
  expect(dayOf("UTC")).toBe(0);
  expect(dayOf("Asia/Kolkata")).toBe(1);
  expect(dayOf("Asia/Kathmandu")).toBe(1);
  // A week with a change of clocks has seven days as well.
  const berlin = sevenDays([], "Europe/Berlin", at("2026-10-22T22:30:00Z"));
  expect(berlin.map((day) => day.key.slice(-2))).toEqual([
    "23",
    "24",
    "25",
    "26",
    "27",
    "28",
    "29",
  ]);
});
