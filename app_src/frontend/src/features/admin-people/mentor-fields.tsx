import { useQuery } from "@tanstack/react-query";
import { allCompaniesQuery, allInterviewTypesQuery } from "@/shared/admin/lookups";
import {
  ChoiceField,
  NumberField,
  SelectField,
  TextAreaField,
  TextField,
} from "@/shared/forms/fields";
import { RowsField } from "@/shared/forms/rows-field";
import TimeZoneField from "@/shared/forms/time-zone-field";
import { Card } from "@/shared/ui/card";
import { QuerySection } from "@/shared/ui/query-section";
import { Skeleton } from "@/shared/ui/skeleton";
import { BLANK_RULE, ENDS, STARTS, WEEKDAYS } from "./mentor-schema";

const GRID = "grid gap-2 sm:grid-cols-2 lg:grid-cols-3";

function Profile() {
  const companies = useQuery(allCompaniesQuery);
  const types = useQuery(allInterviewTypesQuery);
  return (
    <Card title="Profile">
      <div className="grid gap-5">
        <TextField
          name="headline"
          label="Headline"
          hint="One line that mentees read first."
          maxLength={120}
          autoComplete="off"
        />
        <TextAreaField name="bio" label="About them" maxLength={4_000} rows={4} />
        <QuerySection
          query={types}
          subject="the interviews"
          skeleton={<Skeleton className="h-34 w-full" />}
        >
          {(known) => (
            <ChoiceField
              multiple
              name="interview_types"
              label="What they interview for"
              hint="They are proposed for bookings of these types only."
              className={GRID}
              choices={known
                .filter(({ active }) => active)
                .map(({ code, name }) => ({ value: code, label: name }))}
            />
          )}
        </QuerySection>
        <QuerySection
          query={companies}
          subject="the companies"
          skeleton={<Skeleton className="h-60 w-full" />}
        >
          {(known) => (
            <ChoiceField
              multiple
              name="companies"
              label="Where they work or worked"
              className={GRID}
              choices={known.map(({ slug, name, active }) => ({
                value: slug,
                label: active ? name : `${name} (retired)`,
              }))}
            />
          )}
        </QuerySection>
      </div>
    </Card>
  );
}

function Hours() {
  return (
    <Card title="Availability">
      <div className="grid gap-5">
        <TimeZoneField
          name="time_zone"
          label="Time zone"
          hint="Their hours are read by the clock of this zone."
        />
        <RowsField
          name="rules"
          label="Hours of every week"
          hint="Single days off are the mentor's own to enter."
          rowName={(index) => `window ${index + 1}`}
          blank={BLANK_RULE}
          add="Add a window"
          max={42}
          ordered={false}
        >
          {(row) => (
            <div className="grid grid-cols-2 gap-3 sm:grid-cols-3">
              <div className="col-span-2 sm:col-span-1">
                <SelectField name={`${row}.weekday`} label="Weekday" options={WEEKDAYS} />
              </div>
              <SelectField name={`${row}.start`} label="From" options={STARTS} />
              <SelectField name={`${row}.end`} label="Until" options={ENDS} />
            </div>
          )}
        </RowsField>
        <div className="grid gap-5 sm:grid-cols-2">
          <NumberField
            name="minimum_notice_hours"
            label="Notice in hours"
            hint="They are not assigned later than this before a mock."
            min={0}
            max={336}
            step={1}
          />
          <NumberField
            name="maximum_per_day"
            label="Mocks a day at most"
            min={1}
            max={12}
            step={1}
          />
        </div>
      </div>
    </Card>
  );
}

export function MentorFields() {
  return (
    <>
      <Profile />
      <Hours />
    </>
  );
}
