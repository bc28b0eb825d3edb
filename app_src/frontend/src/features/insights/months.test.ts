import { expect, test } from "vitest";
import type { MonthFigures } from "@/shared/api/generated/types.gen";
import { addMonths, monthsBetween, periodOf, presentMonth, seriesOf } from "./months";

const NOW = Date.parse("2026-11-22T12:00:00Z");

test("a month begins in India, five and a half hours before it does in UTC", () => {
  expect(presentMonth(Date.parse("2026-10-31T18:29:00Z"))).toBe("2026-10");
  expect(presentMonth(Date.parse("2026-10-31T18:31:00Z"))).toBe("2026-11");
});

test("months are counted over the turn of a year", () => {
  expect(addMonths("2026-11", 3)).toBe("2027-02");
  expect(addMonths("2026-01", -1)).toBe("2025-12");
  expect(monthsBetween("2025-11", "2026-02")).toEqual(["2025-11", "2025-12", "2026-01", "2026-02"]);
});

test.each([
  ["", "", { from: "2026-06", to: "2026-11", months: 6 }],
  ["24", "", { from: "2024-12", to: "2026-11", months: 24 }],
  ["3", "2026-02", { from: "2025-12", to: "2026-02", months: 3 }],
  ["1000", "2026-13", { from: "2026-06", to: "2026-11", months: 6 }],
  // The API refuses nothing in the future, but there is nothing to see.
  ["", "2027-01", { from: "2026-06", to: "2026-11", months: 6 }],
])("?months=%s&until=%s is a period", (months, until, expected) => {
  expect(periodOf(months, until, NOW)).toEqual(expected);
});

test("a month that was not computed is a gap, not a zero", () => {
  const months = [
    { month: "2026-09", revenue: { orders: 3 } },
    { month: "2026-11", revenue: { orders: 0 } },
  ] as MonthFigures[];
  const period = { from: "2026-09", to: "2026-11", months: 3 };
  expect(seriesOf(period, months, ({ revenue }) => revenue.orders)).toEqual([3, null, 0]);
});
