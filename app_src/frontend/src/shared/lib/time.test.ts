import { expect, test } from "vitest";
import { firmTimes, formatMoment, formatSpan } from "./time";

const parts = (text: string) => firmTimes(text).split(" ");

test("a line ends between the day and the time and before the end, not within a time", () => {
  const moment = formatMoment("2026-12-01T05:00:00Z", "Asia/Kolkata");
  expect(parts(moment).at(-1)).toBe("10:30\u00a0am\u00a0IST");
  const span = formatSpan("2026-12-01T05:00:00Z", "2026-12-01T06:00:00Z", "Asia/Kolkata");
  expect(parts(span).slice(-2)).toEqual(["10:30\u00a0am\u00a0–", "11:30\u00a0am\u00a0IST"]);
});

test("words that only look like it stay as they are", () => {
  expect(firmTimes("a pmu and an ami")).toBe("a pmu and an ami");
});
