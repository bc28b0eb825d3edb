import type { MonthFigures } from "@/shared/api/generated/types.gen";
import { Stat, Stats } from "@/shared/ui/stat";
import { readMonth, shortMonth } from "./months";
import { orNoData, readCount, readRupees, readScore, readShare, readStars } from "./words";

interface Figure {
  label: string;
  of: (month: MonthFigures) => number | null;
  read: (value: number) => string;
}

const FIGURES: readonly Figure[] = [
  { label: "New mentees", of: ({ funnel }) => funnel.registered, read: readCount },
  {
    label: "Monthly recurring revenue",
    of: ({ revenue }) => revenue.monthly_recurring_paise,
    read: readRupees,
  },
  { label: "Average order", of: ({ revenue }) => revenue.average_order_paise, read: readRupees },
  { label: "Paying people", of: ({ loyalty }) => loyalty.paying, read: readCount },
  { label: "Retention", of: ({ loyalty }) => loyalty.retention, read: readShare },
  { label: "Churn", of: ({ loyalty }) => loyalty.churn, read: readShare },
  {
    label: "Net promoter score",
    of: ({ satisfaction }) => satisfaction.net_promoter_score,
    read: readScore,
  },
  { label: "Stars of 5", of: ({ satisfaction }) => satisfaction.stars, read: readStars },
];

/** The latest month at a glance, each figure beside the month before. */
export function Headline({
  months,
  present,
}: {
  months: readonly MonthFigures[];
  present: string;
}) {
  const latest = months.at(-1);
  const before = months.at(-2);
  if (!latest) {
    return null;
  }
  const preliminary = latest.loyalty.final ? "" : "Preliminary. ";
  return (
    <section aria-labelledby="headline">
      <h2 id="headline" className="mb-4 font-display font-semibold text-xl">
        {readMonth(latest.month)}{" "}
        {latest.month === present ? <span className="text-ink-muted">so far</span> : null}
      </h2>
      <Stats>
        {FIGURES.map(({ label, of, read }) => (
          <Stat
            key={label}
            label={label}
            value={
              of(latest) === null ? (
                <span className="font-normal text-ink-muted text-lg">no data</span>
              ) : (
                orNoData(of(latest), read)
              )
            }
            note={
              <>
                {label === "Retention" && of(latest) !== null ? preliminary : null}
                {before ? `${shortMonth(before.month)}: ${orNoData(of(before), read)}` : null}
              </>
            }
          />
        ))}
      </Stats>
    </section>
  );
}
