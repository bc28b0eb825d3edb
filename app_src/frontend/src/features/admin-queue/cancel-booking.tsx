import { callApi } from "@/shared/api/client";
import { hasCode } from "@/shared/api/errors";
import { adminCancelBooking } from "@/shared/api/generated/sdk.gen";
import type { AdminBooking } from "@/shared/api/generated/types.gen";
import { TextAreaField } from "@/shared/forms/fields";
import { Form } from "@/shared/forms/form";
import { SubmitButton } from "@/shared/forms/submit-button";
import { useApiForm } from "@/shared/forms/use-api-form";
import { z } from "@/shared/forms/zod";
import { Button } from "@/shared/ui/button";
import { Dialog } from "@/shared/ui/dialog";
import { cancelConsequences } from "./consequences";
import type { Changed } from "./use-booking-changes";

interface CancelProps {
  booking: AdminBooking;
  changed: Changed;
}

const schema = z.object({
  reason: z.string().trim().min(1, "Say why: both sides read it").max(4_000),
});

function CancelForm({ booking, changed, close }: CancelProps & { close: () => void }) {
  const api = useApiForm({
    schema,
    defaultValues: { reason: "" },
    submit: async (body) => {
      try {
        const cancelled = await callApi((call) =>
          adminCancelBooking({ ...call, path: { booking_id: booking.id }, body }),
        );
        close();
        changed.done(cancelled, `${booking.reference} is cancelled`);
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
    <Form api={api} label="Cancel the booking">
      <ul className="list-disc space-y-1 pl-5 text-ink-muted">
        {cancelConsequences(booking).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <TextAreaField
        name="reason"
        label="Reason"
        hint="Mentee and mentor read this in their mail."
        maxLength={4_000}
        rows={3}
      />
      <div className="flex flex-wrap-reverse justify-end gap-3">
        <Button variant="outline" onClick={close}>
          Keep the booking
        </Button>
        <SubmitButton variant="danger" pending="Cancelling…">
          Cancel the booking
        </SubmitButton>
      </div>
    </Form>
  );
}

export function CancelBooking(props: CancelProps) {
  return (
    <Dialog
      title="Cancel this booking?"
      trigger={<Button variant="outline">Cancel for both sides</Button>}
    >
      {(close) => <CancelForm {...props} close={close} />}
    </Dialog>
  );
}
