import { expect, test } from "vitest";
import { periodOf, periodsOf } from "./invoice-period";

const found = (today: string) =>
  periodsOf(today).map(({ period: { from, to } }) => `${from} ${to}`);

test("months and financial years, which begin in April", () => {
  expect(found("2027-01-15")).toEqual([
    "2027-01-01 2027-01-15",
    "2026-12-01 2026-12-31",
    "2026-04-01 2027-01-15",
    "2025-04-01 2026-03-31",
  ]);
  expect(found("2028-04-01")[2]).toBe("2028-04-01 2028-04-01");
  expect(found("2028-03-01")[1]).toBe("2028-02-01 2028-02-29");
});

test("a period of the address is taken only if the API would", () => {
  const month = { from: "2026-11-01", to: "2026-11-22" };
  expect(periodOf("2026-10-01", "2026-10-31", "2026-11-22")).toEqual({
    from: "2026-10-01",
    to: "2026-10-31",
  });
  for (const [from, to] of [
    ["", ""],
    ["2026-10-31", "2026-10-01"],
    ["2024-01-01", "2026-01-01"],
    ["2026-13-01", "2026-14-01"],
  ] as const) {
    expect(periodOf(from, to, "2026-11-22")).toEqual(month);
  }
});
