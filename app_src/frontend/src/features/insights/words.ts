import type { Funnel } from "@/shared/api/generated/types.gen";
import { formatRupees } from "@/shared/lib/format";

const percent = new Intl.NumberFormat("en-IN", { style: "percent", maximumFractionDigits: 1 });
const whole = new Intl.NumberFormat("en-IN", { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat("en-IN", { maximumFractionDigits: 1 });
const signed = new Intl.NumberFormat("en-IN", { signDisplay: "exceptZero" });

export const NO_DATA = "no data";

export const readCount = (value: number) => whole.format(value);
export const readShare = (value: number) => percent.format(value);
/** Whole rupees: figures of a month are read, not settled. */
export const readRupees = (paise: number) => formatRupees(Math.round(paise / 100) * 100);
export const readStars = (value: number) => oneDecimal.format(value);
/** From -100 to +100. */
export const readScore = (value: number) => signed.format(value);

export const orNoData = (value: number | null | undefined, read: (value: number) => string) =>
  value === null || value === undefined ? NO_DATA : read(value);

export const STEPS: readonly { key: keyof Funnel; label: string }[] = [
  { key: "registered", label: "Registered" },
  { key: "drafted", label: "Began a booking" },
  { key: "held", label: "Chose times" },
  { key: "paid", label: "Paid" },
  { key: "mock_done", label: "Had a mock" },
  { key: "feedback", label: "Got feedback" },
];

/** What each figure is made of, for people who have to rely on it. */
export const DEFINITIONS: readonly { term: string; text: string }[] = [
  {
    term: "New mentees",
    text: "Mentee accounts created in the month. Mentors and administrators do not count.",
  },
  {
    term: "Conversion",
    text: "Of the mentees who registered in the months shown, how many have got how far by now. Each step counts a person once; newer months still have time to grow.",
  },
  {
    term: "Gross and net",
    text: "Payments captured in the month. Net is without what was given back of these payments since, whenever that was.",
  },
  {
    term: "Average order",
    text: "Gross by the number of orders paid in the month.",
  },
  {
    term: "Monthly recurring revenue",
    text: "At the end of the month, or now: the net price of every running plan spread over the months it runs. Plans do not renew by themselves, so this is the monthly worth of what is running, not a promise.",
  },
  {
    term: "Paying",
    text: "People with a running plan at the end of the month, or now.",
  },
  {
    term: "Churn",
    text: "Of the people with a running plan at the start of the month, the share without one at its end.",
  },
  {
    term: "Retention",
    text: "Of the people who paid for the first time in the month, the share who bought or booked again within 60 days. Preliminary until those 60 days are over for everybody.",
  },
  {
    term: "Stars",
    text: "The average of the ratings mentees gave in the month, from 1 to 5.",
  },
  {
    term: "Net promoter score",
    text: "Of the answers to how likely they are to recommend us: the share of 9 and 10 minus the share of 0 to 6, from -100 to +100.",
  },
  {
    term: "Mocks",
    text: "By the month in which they were completed, cancelled (by anybody) or missed.",
  },
];
