import { useQuery } from "@tanstack/react-query";
import type { MockView } from "@/shared/api/generated/types.gen";
import { countOf } from "@/shared/lib/format";
import { dayKey, formatTime, zoneName } from "@/shared/lib/time";
import { useNow } from "@/shared/lib/use-now";
import { useZone } from "@/shared/session/use-session";
import { Card } from "@/shared/ui/card";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { QuerySection } from "@/shared/ui/query-section";
import { scheduledQuery } from "./queries";

const DAYS = 7;
const DAY_MS = 86_400_000;

export interface Day {
  /** "2026-11-23" */
  key: string;
  /** "Mon" and "23 Nov". */
  weekday: string;
  date: string;
  mocks: MockView[];
}

// Days are read at noon UTC of their own date: no zone and no change of clocks moves them.
const noon = (key: string) => new Date(`${key}T12:00:00Z`);
const weekdayOf = new Intl.DateTimeFormat("en-IN", { weekday: "short", timeZone: "UTC" });
const dateOf = new Intl.DateTimeFormat("en-IN", {
  day: "numeric",
  month: "short",
  timeZone: "UTC",
});

/** Today and the six days after it, as the calendar of the zone has them, with their mocks. */
export function sevenDays(mocks: readonly MockView[], zone: string, now: number): Day[] {
  const byDay = Map.groupBy(mocks, (mock) => dayKey(mock.start_at, zone));
  const today = noon(dayKey(new Date(now).toISOString(), zone)).getTime();
  return Array.from({ length: DAYS }, (_, index) => {
    const day = new Date(today + index * DAY_MS);
    const key = day.toISOString().slice(0, 10);
    return {
      key,
      weekday: index === 0 ? "Today" : weekdayOf.format(day),
      date: dateOf.format(day),
      mocks: byDay.get(key) ?? [],
    };
  });
}

/** The week at a glance. */
export function SevenDays() {
  const query = useQuery(scheduledQuery);
  const zone = useZone();
  const now = useNow(60_000);
  return (
    <Card title="Your next seven days">
      <QuerySection
        query={query}
        subject="your week"
        skeleton={<ListSkeleton rows={7} height="h-9" />}
      >
        {({ items }) => {
          const days = sevenDays(items, zone, now);
          const total = days.reduce((sum, { mocks }) => sum + mocks.length, 0);
          return (
            <>
              <p className="mb-3 text-ink-muted">
                {total === 0 ? "No mock" : countOf(total, "mock")} from today on; times in{" "}
                {zoneName(zone, new Date(now).toISOString())}.
              </p>
              <ol className="divide-y divide-line">
                {days.map(({ key, weekday, date, mocks }) => (
                  <li key={key} className="flex items-baseline gap-3 py-2">
                    <span className="w-28 shrink-0 whitespace-nowrap">
                      <span className="font-medium">{weekday}</span>{" "}
                      <span className="text-ink-muted text-sm">{date}</span>
                    </span>
                    {mocks.length === 0 ? (
                      <span className="text-ink-muted text-sm">Free</span>
                    ) : (
                      <span className="flex flex-wrap gap-1.5">
                        {mocks.map((mock) => (
                          <span
                            key={mock.id}
                            className="rounded-control bg-brand-soft px-2 py-0.5 font-medium text-brand text-sm tabular-nums"
                          >
                            {formatTime(mock.start_at, zone)}
                          </span>
                        ))}
                      </span>
                    )}
                  </li>
                ))}
              </ol>
            </>
          );
        }}
      </QuerySection>
    </Card>
  );
}
