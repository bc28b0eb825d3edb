import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useNavigate } from "react-router";
import { callApi } from "@/shared/api/client";
import { ApiError, hasCode } from "@/shared/api/errors";
import { rescheduleBooking } from "@/shared/api/generated/sdk.gen";
import type { BookingView, CancellationQuote } from "@/shared/api/generated/types.gen";
import { SLOTS_KEY, useAlternativeSlots } from "@/shared/api/slots";
import { useMutation } from "@/shared/api/use-mutation";
import { FormFailure } from "@/shared/forms/form";
import { Alert } from "@/shared/ui/alert";
import { Button, ButtonLink } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { ConfirmButton } from "@/shared/ui/confirm-button";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { QuerySection } from "@/shared/ui/query-section";
import { SlotPicker } from "@/shared/ui/slot-picker";
import { toast } from "@/shared/ui/toast";
import { bookingQuery } from "./queries";

const MOST = 3;
const NOT_AT_THESE = "mentor_busy mentor_day_full mentor_unavailable no_link_free".split(" ");

/** The API's reason, except where it is written for administrators. */
function inOurWords(error: unknown): unknown {
  return hasCode(error, ...NOT_AT_THESE)
    ? new ApiError("rejected", {
        code: error.code ?? "",
        reason:
          "Your mentor is not free at any of these times. Nothing has changed: choose other times, the more the better.",
      })
    : error;
}

function useMove(booking: BookingView) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (slotIds: string[]) =>
      callApi((call) =>
        rescheduleBooking({
          ...call,
          path: { booking_id: booking.id },
          body: { slot_ids: slotIds },
        }),
      ).catch((error: unknown) => {
        throw inOurWords(error);
      }),
    onSuccess: async (moved) => {
      queryClient.setQueryData(bookingQuery(booking.id).queryKey, moved);
      await navigate(`/mentee/bookings/${booking.id}`);
      toast.success(moved.slot ? "The mock has been moved" : "Your times have been changed");
      await queryClient.invalidateQueries({ queryKey: ["mentee"] });
    },
    // A seat that somebody else has taken should not be offered again.
    onError: () => void queryClient.invalidateQueries({ queryKey: SLOTS_KEY }),
  });
}

interface MoveFormProps {
  booking: BookingView;
  quote: CancellationQuote;
  /** In the place of the calendar when there are no times. */
  noTimes: ReactNode;
  /** Below the calendar: when nothing suits. */
  waitlist: ReactNode;
}

/** Other times for a booking; the policy's consequence stands above, and late ones are asked for again. */
export function MoveForm({ booking, quote, noTimes, waitlist }: MoveFormProps) {
  const confirmed = booking.state === "confirmed";
  const { query, slots, loading } = useAlternativeSlots(booking.id);
  const own = confirmed ? [] : booking.preferred_slots;
  const [selected, setSelected] = useState(() => own.map(({ id }) => id));
  const { mutate, mutateAsync, isPending, error } = useMove(booking);
  const unchanged = !confirmed && selected.join() === own.map(({ id }) => id).join();
  const blocked = selected.length === 0 || unchanged;
  const label = confirmed ? "Move the mock" : "Save these times";
  return (
    <Card title={confirmed ? "Choose other times" : "Choose your times"}>
      <div className="mb-5">
        <Alert tone={quote.reschedule_counts ? "warning" : "info"}>
          {confirmed ? (
            <p>
              The mock moves, with {booking.mentor?.name ?? "your mentor"}, to the first of your
              times at which both are free.{" "}
              {quote.reschedule_counts
                ? "This is the one move within a day of the start: after it, cancelling no longer brings the mock back."
                : "Moving it now is free."}
            </p>
          ) : (
            <p>The new times replace the ones you asked for. Changing them is free.</p>
          )}
        </Alert>
      </div>
      <QuerySection query={query} subject="the times" skeleton={<ListSkeleton rows={5} />}>
        {() => (
          <SlotPicker
            slots={slots}
            selected={selected}
            onChange={setSelected}
            max={MOST}
            own={own}
            loading={loading}
            empty={noTimes}
          />
        )}
      </QuerySection>
      {slots.length > 0 ? (
        <div className="mt-4 flex flex-wrap items-center gap-x-4 gap-y-2">
          <p className="text-ink-muted">None of them suits?</p>
          {waitlist}
        </div>
      ) : null}
      <div className="mt-5 grid gap-4">
        {/* Asked for once more, the dialog says it. */}
        <FormFailure failure={quote.reschedule_counts ? undefined : error} />
        <div className="flex flex-wrap items-center gap-3">
          {quote.reschedule_counts ? (
            <ConfirmButton
              label={label}
              title="Use the one late move?"
              confirm={label}
              keep="Leave it where it is"
              variant="primary"
              dangerous={false}
              disabled={blocked}
              onConfirm={() => mutateAsync(selected)}
            >
              <p>
                The mock begins in less than a day. It can be moved this once; after that,
                cancelling it does not bring the mock back.
              </p>
            </ConfirmButton>
          ) : (
            <Button disabled={blocked} busy={isPending} onClick={() => mutate(selected)}>
              {isPending ? "Moving…" : label}
            </Button>
          )}
          <ButtonLink to={`/mentee/bookings/${booking.id}`} variant="outline">
            Leave it as it is
          </ButtonLink>
          {blocked ? (
            <p className="text-ink-muted text-sm">
              {unchanged && selected.length > 0
                ? "These are the times you have already asked for."
                : "Choose at least one time."}
            </p>
          ) : null}
        </div>
      </div>
    </Card>
  );
}
