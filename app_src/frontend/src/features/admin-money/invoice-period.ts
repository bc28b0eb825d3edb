import { addDays } from "@/shared/ui/slots/calendar";

export interface Period {
  /** Days in India, both included: "2026-11-01". */
  from: string;
  to: string;
}

/** The day it is in India, whose tax year and months the register goes by. */
export const INDIA = "Asia/Kolkata";
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const LONGEST_DAYS = 366;
const DAY_MS = 86_400_000;

const firstOf = (year: number, month: number) =>
  new Date(Date.UTC(year, month - 1, 1)).toISOString().slice(0, 10);

/** The periods that returns and reports are made for, from the day it is. */
export function periodsOf(today: string): { value: string; label: string; period: Period }[] {
  const [year = 0, month = 1] = today.split("-").map(Number);
  const thisMonth = firstOf(year, month);
  const taxYear = month >= 4 ? year : year - 1;
  const lastEnd = addDays(thisMonth, -1);
  return [
    { value: "month", label: "This month", period: { from: thisMonth, to: today } },
    {
      value: "last-month",
      label: "Last month",
      period: { from: firstOf(year, month - 1), to: lastEnd },
    },
    {
      value: "year",
      label: `Financial year ${taxYear}-${String(taxYear + 1).slice(2)}`,
      period: { from: firstOf(taxYear, 4), to: today },
    },
    {
      value: "last-year",
      label: `Financial year ${taxYear - 1}-${String(taxYear).slice(2)}`,
      period: { from: firstOf(taxYear - 1, 4), to: addDays(firstOf(taxYear, 4), -1) },
    },
  ];
}

/** The period of the address, unless somebody made one up that the API would refuse. */
export function periodOf(from: string, to: string, today: string): Period {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS;
  const sound = DAY.test(from) && DAY.test(to) && days >= 0 && days < LONGEST_DAYS;
  return sound ? { from, to } : { from: `${today.slice(0, 8)}01`, to: today };
}
