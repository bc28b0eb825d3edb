import { type UseQueryResult, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { callApi } from "@/shared/api/client";
import { cancelBooking } from "@/shared/api/generated/sdk.gen";
import type { BookingView, CancellationQuote } from "@/shared/api/generated/types.gen";
import { SLOTS_KEY } from "@/shared/api/slots";
import { TextAreaField } from "@/shared/forms/fields";
import { Form } from "@/shared/forms/form";
import { SubmitButton } from "@/shared/forms/submit-button";
import { useApiForm } from "@/shared/forms/use-api-form";
import { z } from "@/shared/forms/zod";
import { Alert } from "@/shared/ui/alert";
import { Button, ButtonLink } from "@/shared/ui/button";
import { Dialog } from "@/shared/ui/dialog";
import { Moment } from "@/shared/ui/moment";
import { QuerySection } from "@/shared/ui/query-section";
import { Skeleton } from "@/shared/ui/skeleton";
import { toast } from "@/shared/ui/toast";
import { bookingQuery } from "./queries";
import { costOfCancelling } from "./words";

const SCHEMA = z.object({ reason: z.string().trim().max(500, "At most 500 characters") });
const LONGEST = 500;

interface FormProps {
  booking: BookingView;
  quote: CancellationQuote;
  onDone: () => void;
}

function Consequence({ booking, quote }: Omit<FormProps, "onDone">) {
  return (
    <Alert tone={quote.credit === "forfeited" ? "warning" : "info"}>
      <p>{costOfCancelling(quote)}</p>
      {quote.free_until && quote.credit === "returned" ? (
        <p className="text-sm">
          That holds until <Moment at={quote.free_until} />.
        </p>
      ) : null}
      {quote.credit === "forfeited" && quote.can_reschedule ? (
        <p className="mt-1">
          You can{" "}
          <ButtonLink
            to={`/mentee/bookings/${booking.id}/move`}
            variant="quiet"
            size="small"
            className="px-1!"
          >
            move it instead
          </ButtonLink>{" "}
          and keep the mock.
        </p>
      ) : null}
    </Alert>
  );
}

function CancelForm({ booking, quote, onDone }: FormProps) {
  const queryClient = useQueryClient();
  const confirmed = booking.state === "confirmed";
  const api = useApiForm({
    schema: SCHEMA,
    defaultValues: { reason: "" },
    submit: async ({ reason }) => {
      const cancelled = await callApi((call) =>
        cancelBooking({
          ...call,
          path: { booking_id: booking.id },
          body: { reason: reason || null },
        }),
      );
      onDone();
      queryClient.setQueryData(bookingQuery(booking.id).queryKey, cancelled);
      toast.success("The booking is cancelled");
      await queryClient.invalidateQueries({ queryKey: ["mentee"] });
      await queryClient.invalidateQueries({ queryKey: SLOTS_KEY });
      // The button that opened this is gone with the open booking.
      document.getElementById("content")?.focus();
    },
  });
  return (
    <Form api={api} label="Cancel the booking">
      <Consequence booking={booking} quote={quote} />
      <TextAreaField
        name="reason"
        label="Reason (optional)"
        hint={
          confirmed && booking.mentor
            ? `${booking.mentor.name} reads it in the mail about the cancellation.`
            : "It helps us to do better."
        }
        maxLength={LONGEST}
        rows={3}
      />
      <div className="flex flex-wrap-reverse justify-end gap-3">
        <Button variant="outline" onClick={onDone}>
          Keep the booking
        </Button>
        <SubmitButton variant="danger" pending="Cancelling…">
          Cancel the booking
        </SubmitButton>
      </div>
    </Form>
  );
}

interface CancelDialogProps {
  booking: BookingView;
  quote: UseQueryResult<CancellationQuote>;
}

/** Says what cancelling costs at this moment, asks for a reason, and cancels. */
export function CancelDialog({ booking, quote }: CancelDialogProps) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      title="Cancel this booking?"
      trigger={<Button variant="outline">Cancel the booking</Button>}
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        if (next) {
          // What is shown before the decision has to be the answer of this moment.
          void quote.refetch();
        }
      }}
    >
      <QuerySection
        query={quote}
        subject="what cancelling means"
        skeleton={<Skeleton className="h-40 w-full" />}
      >
        {(data) =>
          data.can_cancel ? (
            <CancelForm booking={booking} quote={data} onDone={() => setOpen(false)} />
          ) : (
            <Alert tone="warning">The mock has begun; it can no longer be cancelled.</Alert>
          )
        }
      </QuerySection>
    </Dialog>
  );
}
