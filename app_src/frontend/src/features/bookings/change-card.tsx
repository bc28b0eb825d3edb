import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { callApi } from "@/shared/api/client";
import { deleteBooking } from "@/shared/api/generated/sdk.gen";
import type { BookingView, CancellationQuote } from "@/shared/api/generated/types.gen";
import { useMutation } from "@/shared/api/use-mutation";
import { ButtonLink } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { ConfirmButton } from "@/shared/ui/confirm-button";
import { Moment } from "@/shared/ui/moment";
import { QuerySection } from "@/shared/ui/query-section";
import { Skeleton } from "@/shared/ui/skeleton";
import { toast } from "@/shared/ui/toast";
import { CancelDialog } from "./cancel-dialog";
import { bookingQuery, quoteQuery } from "./queries";
import { costOfCancelling, whyNotMoved } from "./words";

function DraftCard({ booking }: { booking: BookingView }) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const { mutateAsync } = useMutation({
    mutationFn: () =>
      callApi((call) => deleteBooking({ ...call, path: { booking_id: booking.id } })),
    onSuccess: async () => {
      await navigate("/mentee/bookings");
      toast.success("The draft is deleted");
      // Asking for it again would be a refusal.
      queryClient.removeQueries({ queryKey: bookingQuery(booking.id).queryKey });
      await queryClient.invalidateQueries({ queryKey: ["mentee"] });
    },
  });
  return (
    <Card title="Changed your mind?">
      <p className="mb-4 text-ink-muted">Nothing is reserved and nothing was charged.</p>
      <ConfirmButton
        label="Delete the draft"
        title="Delete this draft?"
        confirm="Delete the draft"
        onConfirm={mutateAsync}
      >
        <p>What you have chosen so far is gone then.</p>
      </ConfirmButton>
    </Card>
  );
}

function Rules({ booking, quote }: { booking: BookingView; quote: CancellationQuote }) {
  if (booking.state !== "confirmed") {
    return (
      <p className="text-ink-muted">
        No mentor is bound yet: changing your times and cancelling are free.
      </p>
    );
  }
  return (
    <ul className="grid list-disc gap-1 pl-5 text-ink-muted marker:text-line-strong">
      {quote.free_until ? (
        <li>
          Moving and cancelling are free until <Moment at={quote.free_until} />.
        </li>
      ) : null}
      {quote.can_reschedule && quote.reschedule_counts ? (
        <li>
          You can move it once more, until{" "}
          {quote.reschedule_until ? <Moment at={quote.reschedule_until} /> : "3 hours before"}.
          After that late move no cancellation brings the mock back.
        </li>
      ) : null}
      {quote.can_reschedule ? null : <li>{whyNotMoved(quote)}</li>}
      {quote.credit === "forfeited" ? <li>If you cancel now, the mock counts as used.</li> : null}
    </ul>
  );
}

/** Moving and cancelling, with what each means at this moment. */
export function ChangeCard({ booking }: { booking: BookingView }) {
  const draft = booking.state === "draft";
  const quote = useQuery({ ...quoteQuery(booking.id), enabled: !draft });
  const movable = booking.state === "pending_admin" || booking.state === "confirmed";
  if (draft) {
    return <DraftCard booking={booking} />;
  }
  return (
    <Card title="Something came up?">
      <QuerySection
        query={quote}
        subject="what can be changed"
        skeleton={<Skeleton className="h-28 w-full" />}
      >
        {(data) => (
          <>
            {movable ? (
              <Rules booking={booking} quote={data} />
            ) : (
              <p className="text-ink-muted">{costOfCancelling(data)}</p>
            )}
            {!data.can_cancel ? (
              <p className="text-ink-muted">The mock has begun; it can no longer be changed.</p>
            ) : null}
            <div className="mt-4 flex flex-wrap gap-3">
              {movable && data.can_reschedule ? (
                <ButtonLink to={`/mentee/bookings/${booking.id}/move`} variant="outline">
                  {booking.state === "confirmed" ? "Move to another time" : "Change the times"}
                </ButtonLink>
              ) : null}
              {data.can_cancel ? <CancelDialog booking={booking} quote={quote} /> : null}
            </div>
          </>
        )}
      </QuerySection>
    </Card>
  );
}
