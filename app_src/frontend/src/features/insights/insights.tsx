import { useQuery } from "@tanstack/react-query";
import { ChartLine } from "lucide-react";
import { useState } from "react";
import { useFilter } from "@/shared/ui/filter-bar";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { Moment } from "@/shared/ui/moment";
import { Notice } from "@/shared/ui/notice";
import { QuerySection } from "@/shared/ui/query-section";
import { Charts } from "./charts";
import { Conversion } from "./conversion";
import { Definitions } from "./definitions";
import { Headline } from "./headline";
import { periodOf, presentMonth } from "./months";
import { PeriodBar } from "./period-bar";
import { insightsQuery } from "./queries";

/** The business by month: how many come, how far they get, what they pay, whether they stay and are content. */
export function InsightsView() {
  const [now] = useState(() => Date.now());
  const [months, setMonths] = useFilter("months");
  const [until, setUntil] = useFilter("until");
  const period = periodOf(months, until, now);
  const query = useQuery(insightsQuery(period));
  return (
    <>
      <PeriodBar period={period} now={now} onMonths={setMonths} onUntil={setUntil} />
      <QuerySection
        query={query}
        subject="the figures"
        skeleton={<ListSkeleton rows={3} height="h-72" />}
        isEmpty={({ months }) => months.length === 0}
        empty={
          <Notice icon={ChartLine} title="No figures for these months">
            <p>
              They are computed in the background, the present month every few minutes. Choose other
              months, or look in again soon.
            </p>
          </Notice>
        }
      >
        {({ months: figures }) => (
          <div
            className={`grid gap-6 transition-opacity ${query.isPlaceholderData ? "opacity-60" : ""}`}
            aria-busy={query.isPlaceholderData}
          >
            <Headline months={figures} present={presentMonth(now)} />
            <div className="grid gap-6 xl:grid-cols-2 *:min-w-0">
              <Conversion months={figures} period={period} />
              <Charts months={figures} period={period} />
            </div>
            <Definitions />
            <p className="text-ink-muted text-sm">
              Computed <Moment at={figures.at(-1)?.computed_at ?? ""} />. Months begin and end in
              India.
            </p>
          </div>
        )}
      </QuerySection>
    </>
  );
}
