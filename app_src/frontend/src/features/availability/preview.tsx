import { useWatch } from "react-hook-form";
import type { AvailabilityException, MockView } from "@/shared/api/generated/types.gen";
import { countOf } from "@/shared/lib/format";
import { zoneName } from "@/shared/lib/time";
import { useNow } from "@/shared/lib/use-now";
import { Badge } from "@/shared/ui/badge";
import { Card } from "@/shared/ui/card";
import { nextClockChange, readHours } from "./clock";
import { type OpenDay, openDays } from "./upcoming";
import type { WeekValues } from "./week-values";

const DAYS = 14;

const dayFormat = new Intl.DateTimeFormat("en-IN", {
  weekday: "short",
  day: "numeric",
  month: "short",
  timeZone: "UTC",
});
/** "Sat, 2 Jan" */
export const readDay = (date: string) => dayFormat.format(new Date(`${date}T12:00:00Z`));
/** "Sat, 2 Jan 2027": for what may be a year ahead. */
export const readDate = (date: string) => `${readDay(date)} ${date.slice(0, 4)}`;

const CLOSED = {
  away: "Away",
  "no-hours": "No hours",
  "too-soon": "Within your notice",
  full: "Full",
} as const;

function Day({
  day,
  perDay,
  change,
}: {
  day: OpenDay;
  perDay: number;
  change: string | undefined;
}) {
  return (
    <li className="flex items-baseline gap-3 py-2">
      <span className="w-25 shrink-0 whitespace-nowrap font-medium sm:w-27">
        {readDay(day.date)}
      </span>
      <span className="min-w-0 grow">
        {day.closed ? (
          <span className="text-ink-muted">{CLOSED[day.closed]}</span>
        ) : (
          day.hours.map((hours) => (
            <span key={hours.start} className="block tabular-nums">
              {readHours(hours)}
            </span>
          ))
        )}
        {day.exception && !day.closed ? (
          <span className="block text-ink-muted text-sm">Other hours than usual</span>
        ) : null}
        {change === day.date ? (
          <span className="block text-ink-muted text-sm">The clocks change on this day</span>
        ) : null}
      </span>
      {day.mocks > 0 ? (
        <span className="shrink-0">
          <Badge tone="brand">
            {day.mocks} of {perDay} <span className="sr-only">mocks taken</span>
          </Badge>
        </span>
      ) : null}
    </li>
  );
}

interface PreviewProps {
  exceptions: readonly AvailabilityException[];
  mocks: readonly MockView[];
}

/** What can be booked of the two weeks to come, with what is in the form right now, saved or not. */
export function Preview({ exceptions, mocks }: PreviewProps) {
  const now = useNow(60_000);
  const values = useWatch() as WeekValues;
  const zone = values.time_zone;
  const perDay = values.maximum_per_day ?? 1;
  const days = openDays(
    {
      week: values.days.map(({ windows }) => windows),
      exceptions,
      mocks,
      zone,
      noticeHours: values.minimum_notice_hours ?? 0,
      perDay,
    },
    DAYS,
    now,
  );
  const change = nextClockChange(zone, now, DAYS + 1)?.date;
  const open = days.filter(({ closed }) => closed === undefined).length;
  return (
    <Card title="What mentees can book">
      <p className="mb-2 text-ink-muted" aria-live="polite">
        {open === 0
          ? "Nothing in the next two weeks: no booking can be given to you."
          : `${countOf(open, "day")} of the next two weeks, in ${zoneName(zone, new Date(now).toISOString())}. A mock is given to you if all of it lies within these hours.`}
      </p>
      <ol className="divide-y divide-line">
        {days.map((day) => (
          <Day key={day.date} day={day} perDay={perDay} change={change} />
        ))}
      </ol>
    </Card>
  );
}
