import { z } from "./zod";

const AMOUNT = /^\d+(\.\d{1,2})?$/;

/** Integer paise of an amount typed in rupees: "1,999" → 199900, "100.50" → 10050; undefined for what is no amount. */
export function parseRupees(text: string): number | undefined {
  const digits = text.replaceAll(/[\s,₹]/g, "");
  if (!AMOUNT.test(digits)) {
    return undefined;
  }
  const [rupees = "", paise = ""] = digits.split(".");
  const amount = Number(rupees) * 100 + Number(paise.padEnd(2, "0"));
  return Number.isSafeInteger(amount) ? amount : undefined;
}

/** As parseRupees reads it: 199900 → "1999", 10050 → "100.50". */
export function rupeesText(paise: number): string {
  const rest = paise % 100;
  return rest === 0
    ? String(paise / 100)
    : `${Math.floor(paise / 100)}.${String(rest).padStart(2, "0")}`;
}

/** A field typed in rupees that the API gets in paise. */
export function rupees({ min = 100, max = 100_000_000 }: { min?: number; max?: number } = {}) {
  return z.string().transform((text, context) => {
    const paise = parseRupees(text);
    if (paise === undefined) {
      context.addIssue("Type an amount in rupees, such as 1999 or 1,999.50");
      return z.NEVER;
    }
    if (paise < min || paise > max) {
      context.addIssue(
        `From ₹${rupeesText(min)} to ₹${Number(rupeesText(max)).toLocaleString("en-IN")}`,
      );
      return z.NEVER;
    }
    return paise;
  });
}
