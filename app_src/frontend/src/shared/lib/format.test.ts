import { expect, test } from "vitest";
import { countOf, formatRupees, perUnitRupees } from "./format";

test.each([
  [199_900, "₹1,999"],
  [899_900, "₹8,999"],
  [12_345_600, "₹1,23,456"],
  [10_050, "₹100.50"],
  [0, "₹0"],
])("%i paise read %s", (paise, text) => {
  expect(formatRupees(paise)).toBe(text);
});

test("an amount that is not whole paise is refused", () => {
  expect(() => formatRupees(199.5)).toThrow(RangeError);
});

test("a price per mock says whether it was rounded", () => {
  expect(perUnitRupees(499_900, 3)).toEqual({ text: "₹1,666", exact: false });
  expect(perUnitRupees(300_000, 3)).toEqual({ text: "₹1,000", exact: true });
});

test("counts agree with their noun", () => {
  expect(countOf(1, "second")).toBe("1 second");
  expect(countOf(2, "company", "companies")).toBe("2 companies");
});
