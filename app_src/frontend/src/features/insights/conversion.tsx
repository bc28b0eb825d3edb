import type { MonthFigures } from "@/shared/api/generated/types.gen";
import { BarList } from "@/shared/charts/bar-list";
import { Card } from "@/shared/ui/card";
import { type Period, readMonth } from "./months";
import { readCount, readShare, STEPS } from "./words";

/** How many people of the whole period have got to each step. */
export function funnelOf(months: readonly MonthFigures[]): { label: string; people: number }[] {
  return STEPS.map(({ key, label }) => ({
    label,
    people: months.reduce((sum, { funnel }) => sum + funnel[key], 0),
  }));
}

export function Conversion({
  months,
  period,
}: {
  months: readonly MonthFigures[];
  period: Period;
}) {
  const steps = funnelOf(months);
  const all = steps[0]?.people ?? 0;
  return (
    <Card title="Conversion along the journey">
      <p className="mb-4 text-ink-muted">
        People who registered from {readMonth(period.from)} to {readMonth(period.to)}, by how far
        they have got.
      </p>
      {all === 0 ? (
        <p className="rounded-control bg-sunken p-4 text-ink-muted">
          No data: nobody registered in these months.
        </p>
      ) : (
        <BarList
          title="Conversion along the journey"
          bars={steps.map(({ label, people }, index) => ({
            label,
            value: people,
            text:
              index === 0 ? readCount(people) : `${readCount(people)} · ${readShare(people / all)}`,
          }))}
        />
      )}
    </Card>
  );
}
