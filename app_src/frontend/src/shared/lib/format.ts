const wholeRupees = new Intl.NumberFormat("en-IN", { maximumFractionDigits: 0 });
const rupeesAndPaise = new Intl.NumberFormat("en-IN", {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});

/** Digits of an amount in rupees without the symbol, from integer paise: 199900 → "1,999", 10050 → "100.50". */
export function rupeeDigits(paise: number): string {
  if (!Number.isSafeInteger(paise)) {
    throw new RangeError(`An amount is a whole number of paise, not ${paise}`);
  }
  return paise % 100 === 0 ? wholeRupees.format(paise / 100) : rupeesAndPaise.format(paise / 100);
}

export function formatRupees(paise: number): string {
  return `₹${rupeeDigits(paise)}`;
}

/** The price of one of `count` parts, to the nearest rupee; `exact` says whether rounding took place. */
export function perUnitRupees(paise: number, count: number): { text: string; exact: boolean } {
  const rupees = Math.round(paise / count / 100);
  return { text: `₹${wholeRupees.format(rupees)}`, exact: rupees * 100 * count === paise };
}

export function countOf(count: number, singular: string, plural = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : plural}`;
}
