import { callApi } from "@/shared/api/client";
import { hasCode } from "@/shared/api/errors";
import { adminSetOutcome } from "@/shared/api/generated/sdk.gen";
import type { AdminBooking } from "@/shared/api/generated/types.gen";
import { ChoiceField, TextAreaField } from "@/shared/forms/fields";
import { Form } from "@/shared/forms/form";
import { SubmitButton } from "@/shared/forms/submit-button";
import { useApiForm } from "@/shared/forms/use-api-form";
import { z } from "@/shared/forms/zod";
import { formatMoment } from "@/shared/lib/time";
import { useNow } from "@/shared/lib/use-now";
import { useZone } from "@/shared/session/use-session";
import { Button } from "@/shared/ui/button";
import { Dialog } from "@/shared/ui/dialog";
import { outcomeConsequence, outcomeFrom } from "./consequences";
import type { Changed } from "./use-booking-changes";

interface OutcomeProps {
  booking: AdminBooking;
  changed: Changed;
}

const OUTCOMES = ["completed", "no_show_mentee", "no_show_mentor"] as const;
const LABELS = {
  completed: "It took place",
  no_show_mentee: "The mentee did not come",
  no_show_mentor: "The mentor did not come",
} as const;

const schema = z.object({
  outcome: z.enum(OUTCOMES, "Choose what happened"),
  note: z
    .string()
    .trim()
    .max(500)
    .transform((text) => text || null),
});

function OutcomeForm({
  booking,
  changed,
  close,
  tooEarly,
}: OutcomeProps & { close: () => void; tooEarly: boolean }) {
  const api = useApiForm({
    schema,
    defaultValues: { note: "" },
    submit: async (body) => {
      try {
        const ended = await callApi((call) =>
          adminSetOutcome({ ...call, path: { booking_id: booking.id }, body }),
        );
        close();
        changed.done(ended, "The outcome is recorded");
      } catch (error) {
        if (!hasCode(error, "booking_moved_on")) {
          throw error;
        }
        close();
        changed.refused(error);
      }
    },
  });
  return (
    <Form api={api} label="Outcome of the mock">
      <ChoiceField
        name="outcome"
        label="What happened?"
        className="grid gap-2"
        hint={
          tooEarly ? "That somebody did not come can be said ten minutes after the start." : null
        }
        choices={OUTCOMES.map((value) => ({
          value,
          label: LABELS[value],
          description: outcomeConsequence(booking, value),
          disabled: tooEarly && value !== "completed",
        }))}
      />
      <TextAreaField
        name="note"
        label="Note (optional)"
        hint="Kept with the booking."
        maxLength={500}
        rows={2}
      />
      <div className="flex flex-wrap-reverse justify-end gap-3">
        <Button variant="outline" onClick={close}>
          Not now
        </Button>
        <SubmitButton pending="Recording…">Record the outcome</SubmitButton>
      </div>
    </Form>
  );
}

/** How a confirmed mock went; before it begins, from when on that can be said. */
export function SetOutcome(props: OutcomeProps) {
  const now = useNow(15_000);
  const zone = useZone();
  const from = outcomeFrom(props.booking);
  if (!from || !props.booking.slot) {
    return null;
  }
  if (now < from.began) {
    return (
      <p className="text-ink-muted text-sm">
        The outcome can be recorded from {formatMoment(props.booking.slot.start_at, zone)} on.
      </p>
    );
  }
  return (
    <Dialog title="How did it go?" trigger={<Button>Record the outcome</Button>}>
      {(close) => <OutcomeForm {...props} close={close} tooEarly={now < from.absent} />}
    </Dialog>
  );
}
