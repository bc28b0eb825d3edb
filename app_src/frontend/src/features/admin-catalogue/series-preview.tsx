import { useDeferredValue, useMemo } from "react";
import { countOf } from "@/shared/lib/format";
import { formatSpan, zoneName } from "@/shared/lib/time";
import { useNow } from "@/shared/lib/use-now";
import { useZone } from "@/shared/session/use-session";
import { Alert } from "@/shared/ui/alert";
import { MOST_SLOTS, type Occurrence, occurrences, type SeriesPlan, SKIP_REASONS } from "./series";

const SHOWN = 6;

interface PreviewProps {
  plan: SeriesPlan;
  minutes: number;
}

function Times({ starts, minutes, zone }: { starts: string[]; minutes: number; zone: string }) {
  return (
    <ul className="grid gap-1">
      {starts.map((start) => (
        <li key={start}>
          {formatSpan(start, new Date(Date.parse(start) + minutes * 60_000).toISOString(), zone)}
        </li>
      ))}
    </ul>
  );
}

function skippedText(found: readonly Occurrence[]): string {
  const groups = Map.groupBy(
    found.filter(({ skipped }) => skipped),
    ({ skipped }) => skipped,
  );
  return [...groups]
    .map(([reason, { length }]) => `${length} ${reason ? SKIP_REASONS[reason] : ""}`)
    .join(", ");
}

/** How many slots a series makes and when, before it is made; by the series' own clock and by the viewer's. */
export function SeriesPreview({ plan, minutes }: PreviewProps) {
  const now = useNow(60_000);
  const own = useZone();
  // Typing stays fluent: a long series is thousands of moments.
  const settled = useDeferredValue(plan);
  const found = useMemo(() => occurrences(settled, now), [settled, now]);
  const starts = found.flatMap(({ start }) => start ?? []);
  const skipped = skippedText(found);
  const first = starts[0];
  const last = starts.at(-1);
  if (!first || !last) {
    return (
      <p role="status" className="text-ink-muted">
        {skipped
          ? `This makes no slot: ${skipped}.`
          : "Fill in days, weekdays and times: what the series makes appears here."}
      </p>
    );
  }
  const days = new Set(found.filter(({ start }) => start).map(({ day }) => day)).size;
  const zones = settled.time_zone === own ? [own] : [settled.time_zone, own];
  return (
    <div className="grid gap-4">
      <p role="status" className="font-semibold text-lg">
        {countOf(starts.length, "slot")} on {countOf(days, "day")}
        {skipped ? <span className="font-normal text-ink-muted">; left out: {skipped}</span> : null}
      </p>
      {starts.length > MOST_SLOTS ? (
        <Alert tone="danger">
          At most {MOST_SLOTS.toLocaleString("en-IN")} at once. Choose fewer days or times.
        </Alert>
      ) : null}
      <div className="grid gap-5 md:grid-cols-2">
        {zones.map((zone) => (
          <div key={zone}>
            <h3 className="mb-1 font-semibold">
              {zone === own ? "By your clock" : "By the series' clock"} ({zoneName(zone, first)})
            </h3>
            <Times starts={starts.slice(0, SHOWN)} minutes={minutes} zone={zone} />
            {starts.length > SHOWN ? (
              <>
                <p className="text-ink-muted">and so on, until</p>
                <Times starts={[last]} minutes={minutes} zone={zone} />
              </>
            ) : null}
          </div>
        ))}
      </div>
    </div>
  );
}
