import { lazy, Suspense } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { NumberField } from "@/shared/forms/fields";
import { useNow } from "@/shared/lib/use-now";
import { useZone } from "@/shared/session/use-session";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { Skeleton } from "@/shared/ui/skeleton";
import { readHours, WEEKDAYS } from "./clock";
import { ClockChangeNote } from "./clock-change-note";
import { CopyDay } from "./copy-day";
import { HoursField, HoursRow } from "./hours-field";
import type { WeekValues } from "./week-values";

const TimeZoneField = lazy(() => import("@/shared/forms/time-zone-field"));

// Evenings after work: what most mentors begin with.
const SUGGESTED = { start: "18:00", end: "22:00" };
const SUGGESTED_DAYS = [0, 1, 2, 3, 4];

/** Where there are no hours at all: something to begin with. */
function Suggestion() {
  const days = useWatch({ name: "days" }) as WeekValues["days"];
  const { setValue } = useFormContext();
  if (days.some(({ windows }) => windows.length > 0)) {
    return null;
  }
  const take = () => {
    for (const day of SUGGESTED_DAYS) {
      setValue(`days.${day}.windows`, [{ ...SUGGESTED }], { shouldDirty: true });
    }
  };
  return (
    <div className="mb-4 flex flex-wrap items-center justify-between gap-3 rounded-control bg-sunken px-4 py-3">
      <p>Most mentors begin with evenings after work.</p>
      <Button variant="outline" size="small" onClick={take}>
        Monday to Friday, {readHours(SUGGESTED)}
      </Button>
    </div>
  );
}

/** Monday to Sunday, each with its hours. */
export function WeekFields() {
  return (
    <Card title="Weekly hours">
      <Suggestion />
      <div className="divide-y divide-line">
        {WEEKDAYS.map((weekday, day) => (
          <fieldset key={weekday} className="py-2 first:pt-0 last:pb-0">
            <legend className="sr-only">{weekday}</legend>
            <HoursRow name={weekday}>
              <HoursField name={`days.${day}.windows`} whose={weekday} none="Not available">
                <CopyDay day={day} />
              </HoursField>
            </HoursRow>
          </fieldset>
        ))}
      </div>
    </Card>
  );
}

/** What holds for all of them: the zone they are read in, how late and how many. */
export function LimitFields() {
  const zone = useWatch({ name: "time_zone" }) as string;
  const own = useZone();
  const now = useNow(60_000);
  return (
    <Card title="Time zone and limits">
      <div className="grid gap-5">
        <Suspense fallback={<Skeleton className="h-24 w-full" />}>
          <TimeZoneField
            name="time_zone"
            label="Time zone of your hours"
            hint={
              zone === own
                ? undefined
                : `Elsewhere on Codementee you see times in ${own.replaceAll("_", " ")}; change that in your account settings.`
            }
          />
        </Suspense>
        <ClockChangeNote zone={zone} now={now} />
        <div className="grid gap-5 sm:grid-cols-2">
          <NumberField
            name="minimum_notice_hours"
            label="Notice, in hours"
            hint="Nothing that starts sooner is given to you; up to 336 (two weeks)."
            min={0}
            max={336}
            step={1}
          />
          <NumberField
            name="maximum_per_day"
            label="Most mocks a day"
            hint="From 1 to 12."
            min={1}
            max={12}
            step={1}
          />
        </div>
      </div>
    </Card>
  );
}
