import { expect, test } from "vitest";
import { parseRupees, rupees, rupeesText } from "./rupees";

test.each([
  ["1999", 199_900],
  ["₹ 1,999", 199_900],
  ["100.5", 10_050],
  // 4.35 * 100 is 434.99999999999994: no floating point on the way to paise.
  ["4.35", 435],
  ["19.999", undefined],
  ["-5", undefined],
  ["", undefined],
  ["1e3", undefined],
])("%s is %s paise", (text, paise) => {
  expect(parseRupees(text)).toBe(paise);
});

test("what is shown for editing is read as the same amount", () => {
  for (const paise of [100, 435, 10_050, 199_900]) {
    expect(parseRupees(rupeesText(paise))).toBe(paise);
  }
});

test("an amount out of range is told its range", () => {
  expect(rupees({ max: 199_900 }).safeParse("2000").error?.issues[0]?.message).toBe(
    "From ₹1 to ₹1,999",
  );
});
