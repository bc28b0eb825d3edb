import type { MonthFigures } from "@/shared/api/generated/types.gen";
import { LineChart } from "@/shared/charts/line-chart";
import { Card } from "@/shared/ui/card";
import { monthsBetween, type Period, seriesOf, shortMonth } from "./months";
import { readCount, readRupees, readScore, readShare, readStars } from "./words";

interface Line {
  name: string;
  of: (month: MonthFigures) => number | null;
}

interface Chart {
  title: string;
  lines: readonly Line[];
  read: (value: number) => string;
  range?: readonly [number, number];
}

const CHARTS: readonly Chart[] = [
  {
    title: "New mentees",
    lines: [{ name: "New mentees", of: ({ funnel }) => funnel.registered }],
    read: readCount,
  },
  {
    title: "Revenue",
    lines: [
      { name: "Gross", of: ({ revenue }) => revenue.gross_paise },
      { name: "Net", of: ({ revenue }) => revenue.net_paise },
      { name: "Recurring a month", of: ({ revenue }) => revenue.monthly_recurring_paise },
    ],
    read: readRupees,
  },
  {
    title: "Average order",
    lines: [{ name: "Average order", of: ({ revenue }) => revenue.average_order_paise }],
    read: readRupees,
  },
  {
    title: "Retention and churn",
    lines: [
      { name: "Retention", of: ({ loyalty }) => loyalty.retention },
      { name: "Churn", of: ({ loyalty }) => loyalty.churn },
    ],
    read: readShare,
    range: [0, 1],
  },
  {
    title: "Net promoter score",
    lines: [
      { name: "Net promoter score", of: ({ satisfaction }) => satisfaction.net_promoter_score },
    ],
    read: readScore,
    range: [-100, 100],
  },
  {
    title: "Stars",
    lines: [{ name: "Stars", of: ({ satisfaction }) => satisfaction.stars }],
    read: readStars,
    range: [1, 5],
  },
  {
    title: "Mocks",
    lines: [
      { name: "Completed", of: ({ interviews }) => interviews.completed },
      { name: "Cancelled", of: ({ interviews }) => interviews.cancelled },
      { name: "Missed by mentee", of: ({ interviews }) => interviews.missed_by_mentee },
      { name: "Missed by mentor", of: ({ interviews }) => interviews.missed_by_mentor },
    ],
    read: readCount,
  },
];

/** Every figure over the months of the period; a month without a figure is a gap, never a zero. */
export function Charts({ months, period }: { months: readonly MonthFigures[]; period: Period }) {
  const labels = monthsBetween(period.from, period.to).map(shortMonth);
  return CHARTS.map(({ title, lines, read, range }) => (
    <Card key={title} title={title}>
      <LineChart
        title={title}
        heading="Month"
        labels={labels}
        series={lines.map(({ name, of }) => ({ name, values: seriesOf(period, months, of) }))}
        format={read}
        {...(range ? { range } : {})}
      />
    </Card>
  ));
}
