import { useQueryClient } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useWatch } from "react-hook-form";
import { callApi } from "@/shared/api/client";
import { hasCode } from "@/shared/api/errors";
import { putAvailabilityException } from "@/shared/api/generated/sdk.gen";
import type { AvailabilityException, MockView } from "@/shared/api/generated/types.gen";
import { ChoiceField, TextField } from "@/shared/forms/fields";
import { Form } from "@/shared/forms/form";
import { SubmitButton } from "@/shared/forms/submit-button";
import { useApiForm } from "@/shared/forms/use-api-form";
import { countOf } from "@/shared/lib/format";
import { dayKey } from "@/shared/lib/time";
import { Alert } from "@/shared/ui/alert";
import { Button } from "@/shared/ui/button";
import { Dialog } from "@/shared/ui/dialog";
import { toast } from "@/shared/ui/toast";
import { sortHours } from "./clock";
import { datesOf, type ExceptionValues, exceptionSchema } from "./exception-values";
import { HoursField, HoursRow } from "./hours-field";
import { readDay } from "./preview";
import { EXCEPTIONS } from "./queries";
import { todayIn } from "./upcoming";

const KINDS = [
  { value: "away", label: "Away all day", description: "Nothing can be given to you." },
  { value: "hours", label: "Other hours", description: "Instead of the weekly ones." },
] as const;

/** Mocks that are agreed already stay, whatever is chosen here. */
function AgreedNote({ mocks, zone }: { mocks: readonly MockView[]; zone: string }) {
  const { from, to } = useWatch() as ExceptionValues;
  const dates = new Set(from ? datesOf(from, to) : []);
  const agreed = mocks.filter(
    ({ state, start_at }) => state === "scheduled" && dates.has(dayKey(start_at, zone)),
  );
  return agreed.length === 0 ? null : (
    <Alert
      tone="warning"
      title={`${countOf(agreed.length, "mock")} ${agreed.length === 1 ? "is" : "are"} agreed for then`}
    >
      <p>
        {agreed.length === 1 ? "It stays" : "They stay"} as planned. If you cannot come, cancel from
        the page of the mock.
      </p>
    </Alert>
  );
}

function HoursOrAway() {
  const kind = useWatch({ name: "kind" }) as ExceptionValues["kind"];
  return (
    <>
      <ChoiceField name="kind" label="On these days I am" choices={KINDS} />
      {kind === "hours" ? (
        <fieldset>
          <legend className="sr-only">Hours</legend>
          <HoursRow name="Hours">
            <HoursField name="windows" whose="these days" none="None yet: add some" />
          </HoursRow>
        </fieldset>
      ) : null}
    </>
  );
}

interface ExceptionFormProps {
  exception: AvailabilityException | undefined;
  mocks: readonly MockView[];
  zone: string;
  onDone: () => void;
}

function ExceptionForm({ exception, mocks, zone, onDone }: ExceptionFormProps) {
  const queryClient = useQueryClient();
  const [today] = useState(() => todayIn(zone, Date.now()));
  const [schema] = useState(() => exceptionSchema(today));
  const api = useApiForm<ExceptionValues, ExceptionValues>({
    schema,
    defaultValues: {
      from: exception?.date ?? "",
      to: "",
      kind: exception && exception.windows.length > 0 ? "hours" : "away",
      windows: exception?.windows ?? [],
    },
    fieldOf: (path) => (path === "date" ? "from" : undefined),
    submit: async ({ from, to, kind, windows }) => {
      const body = { windows: kind === "away" ? [] : sortHours(windows) };
      const dates = datesOf(from, to);
      try {
        // One after the other: each date is an answer of its own, and the edge lets ten a second through.
        for (const date of dates) {
          await callApi((call) => putAvailabilityException({ ...call, path: { date }, body }));
        }
      } catch (error) {
        if (hasCode(error, "date_out_of_range")) {
          api.form.setError(dates.length > 1 ? "to" : "from", {
            type: "api",
            message: "At most two years ahead",
          });
          return;
        }
        throw error;
      } finally {
        void queryClient.invalidateQueries({ queryKey: EXCEPTIONS });
      }
      onDone();
      const what = dates.length === 1 ? readDay(from) : countOf(dates.length, "day");
      toast.success(kind === "away" ? `Away on ${what}` : `Other hours on ${what}`);
    },
  });
  return (
    <Form api={api} label="Exception">
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField
          type="date"
          name="from"
          label={exception ? "Date" : "First day"}
          min={today}
          readOnly={exception !== undefined}
        />
        {exception ? null : (
          <TextField
            type="date"
            name="to"
            label="Last day (optional)"
            min={today}
            hint="For a holiday: every day up to this one."
          />
        )}
      </div>
      <AgreedNote mocks={mocks} zone={zone} />
      <HoursOrAway />
      <div className="flex flex-wrap-reverse justify-end gap-3">
        <Button variant="outline" onClick={onDone}>
          Cancel
        </Button>
        <SubmitButton pending="Saving…">Save</SubmitButton>
      </div>
    </Form>
  );
}

interface ExceptionDialogProps extends Omit<ExceptionFormProps, "onDone"> {
  trigger: ReactElement<Record<string, unknown>>;
}

/** One date, or some in a row, with hours of their own. */
export function ExceptionDialog({ trigger, exception, ...form }: ExceptionDialogProps) {
  return (
    <Dialog
      title={exception ? `Hours on ${readDay(exception.date)}` : "Days with other hours"}
      trigger={trigger}
    >
      {(close) => <ExceptionForm exception={exception} {...form} onDone={close} />}
    </Dialog>
  );
}
