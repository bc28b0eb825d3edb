import type { Operations, Panel, PanelName } from "@/shared/api/generated/types.gen";
import { LineChart, roundUp } from "@/shared/charts/line-chart";
import { formatTime } from "@/shared/lib/time";
import { useZone } from "@/shared/session/use-session";
import { Stat, Stats } from "@/shared/ui/stat";
import { PanelCard } from "./panel-card";
import { latestOf, panelOf, readUnit } from "./read";

/** What we promise: 95 of 100 answers within this. */
const LATENCY_GOAL_SECONDS = 0.2;

interface Chart {
  name: PanelName;
  title: string;
  reference?: { value: number; label: string };
  /** The scale reaches at least this far, so that a little is not drawn like a lot. */
  least: number;
}

const CHARTS: readonly Chart[] = [
  { name: "requests", title: "Requests", least: 1 },
  {
    name: "latency",
    title: "Time to answer",
    least: LATENCY_GOAL_SECONDS,
    reference: { value: LATENCY_GOAL_SECONDS, label: "goal for p95" },
  },
  { name: "errors", title: "Failed requests (5xx)", least: 0.05 },
  { name: "cache_hits", title: "Cache hits", least: 1 },
];

const valuesOf = (panel: Panel) =>
  (panel.series ?? []).flatMap(({ values }) => values.filter((value) => value !== null));

function Now({
  operations,
  name,
  line = 0,
  label,
  note,
}: {
  operations: Operations;
  name: PanelName;
  line?: number;
  label: string;
  note: string;
}) {
  const panel = panelOf(operations, name);
  const value = latestOf(panel, line) ?? (panel?.series ? undefined : panel?.readings?.[0]?.value);
  return (
    <Stat
      label={label}
      value={
        value === undefined || !panel ? (
          <span className="font-normal text-ink-muted text-lg">no data</span>
        ) : (
          readUnit(panel.unit)(value)
        )
      }
      note={note}
    />
  );
}

/** The request path at this moment. */
export function LiveFigures({ operations }: { operations: Operations }) {
  return (
    <section aria-labelledby="live">
      <h2 id="live" className="mb-4 font-display font-semibold text-xl">
        Right now
      </h2>
      <Stats>
        <Now operations={operations} name="requests" label="Requests" note="answered by the API" />
        <Now operations={operations} name="latency" label="Half answered in" note="p50" />
        <Now
          operations={operations}
          name="latency"
          line={1}
          label="95 of 100 answered in"
          note="p95; the goal is 200 ms"
        />
        <Now operations={operations} name="errors" label="Failed" note="of all requests" />
      </Stats>
    </section>
  );
}

/** The latest hour, minute by minute. */
export function LiveCharts({ operations }: { operations: Operations }) {
  const zone = useZone();
  const labels = operations.times.map((time) => formatTime(time, zone));
  return (
    <div className="grid gap-6 xl:grid-cols-2 *:min-w-0">
      {CHARTS.map(({ name, title, reference, least }) => (
        <PanelCard key={name} title={title} panel={panelOf(operations, name)}>
          {(panel) => (
            <LineChart
              title={`${title}, the latest hour`}
              labels={labels}
              series={panel.series ?? []}
              format={readUnit(panel.unit)}
              range={[0, roundUp(Math.max(least, ...valuesOf(panel)))]}
              {...(reference ? { reference } : {})}
            />
          )}
        </PanelCard>
      ))}
    </div>
  );
}
