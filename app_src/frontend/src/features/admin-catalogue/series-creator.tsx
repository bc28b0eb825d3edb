import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useWatch } from "react-hook-form";
import { callApi } from "@/shared/api/client";
import { adminCreateSlots } from "@/shared/api/generated/sdk.gen";
import type { SlotSeriesResult } from "@/shared/api/generated/types.gen";
import { CreateFrame } from "@/shared/forms/editor-frame";
import { ChoiceField, TextField } from "@/shared/forms/fields";
import { RowsField } from "@/shared/forms/rows-field";
import TimeZoneField from "@/shared/forms/time-zone-field";
import { useApiForm } from "@/shared/forms/use-api-form";
import { dayKey } from "@/shared/lib/time";
import { useZone } from "@/shared/session/use-session";
import { Card } from "@/shared/ui/card";
import { addDays } from "@/shared/ui/slots/calendar";
import { nextTime } from "./series";
import { SeriesPreview } from "./series-preview";
import { SeriesResult } from "./series-result";
import { seriesField, seriesSchema, WEEKDAYS } from "./series-schema";
import { SlotFields } from "./slot-fields";

function Times() {
  const [rows, minutes] = useWatch({ name: ["times", "minutes"] });
  const times = ((rows ?? []) as { at?: string }[]).map(({ at }) => at ?? "");
  return (
    <RowsField
      name="times"
      label="Starts on each of these days"
      hint="On a quarter of an hour. A new line proposes the time after the last one."
      rowName={(index) => `start ${index + 1}`}
      blank={{ at: nextTime(times, Number(minutes)) }}
      add="Add a start"
      min={1}
      max={40}
      ordered={false}
      compact
    >
      {(row, index) => (
        <TextField name={`${row}.at`} label={`Start ${index + 1}`} type="time" step={900} />
      )}
    </RowsField>
  );
}

function Preview() {
  const [time_zone, first_date, last_date, weekdays, rows, minutes] = useWatch({
    name: ["time_zone", "first_date", "last_date", "weekdays", "times", "minutes"],
  });
  return (
    <SeriesPreview
      minutes={Number(minutes)}
      plan={{
        time_zone,
        first_date,
        last_date,
        weekdays: ((weekdays || []) as string[]).map(Number),
        times: ((rows ?? []) as { at?: string }[]).flatMap(({ at }) => at || []),
      }}
    />
  );
}

/** The same times on many days, with what that makes shown before it is made. */
export function SeriesCreator() {
  const zone = useZone();
  const client = useQueryClient();
  const [made, setMade] = useState<{ result: SlotSeriesResult; from: string }>();
  const today = dayKey(new Date().toISOString(), zone);
  const api = useApiForm({
    schema: seriesSchema,
    defaultValues: {
      time_zone: zone,
      first_date: addDays(today, 1),
      last_date: addDays(today, 28),
      weekdays: ["0", "1", "2", "3", "4"],
      times: [{ at: "10:00" }],
      minutes: "60",
      interview_types: [],
      capacity: 1,
    },
    fieldOf: seriesField,
    submit: async (body) => {
      setMade(undefined);
      const result = await callApi((call) => adminCreateSlots({ ...call, body }));
      void client.invalidateQueries({ queryKey: ["admin", "slots"] });
      setMade({ result, from: body.first_date });
      // Nothing is left to lose; sent again it would change nothing.
      api.form.reset(api.form.getValues());
    },
  });
  return (
    <>
      {made ? <SeriesResult {...made} /> : null}
      <CreateFrame api={api} label="Series of slots" action="Make these slots">
        <Card title="When">
          <div className="grid gap-5">
            <div className="grid gap-5 sm:grid-cols-2">
              <TextField name="first_date" label="First day" type="date" />
              <TextField
                name="last_date"
                label="Last day"
                type="date"
                hint="At most 92 days after the first."
              />
            </div>
            <ChoiceField
              multiple
              name="weekdays"
              label="On these weekdays"
              choices={WEEKDAYS}
              className="grid grid-cols-2 gap-2 sm:grid-cols-4"
            />
            <TimeZoneField name="time_zone" label="By the clock of" />
            <Times />
          </div>
        </Card>
        <Card title="What">
          <div className="grid gap-5">
            <SlotFields />
          </div>
        </Card>
        <Card title="What this makes">
          <Preview />
        </Card>
      </CreateFrame>
    </>
  );
}
