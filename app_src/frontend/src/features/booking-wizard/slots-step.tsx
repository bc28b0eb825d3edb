import { useQuery } from "@tanstack/react-query";
import { type Dispatch, type ReactNode, useEffect, useRef } from "react";
import { ApiError, hasCode } from "@/shared/api/errors";
import type { BookingSummary, BookingView } from "@/shared/api/generated/types.gen";
import { useBookableSlots } from "@/shared/api/slots";
import { countOf } from "@/shared/lib/format";
import { serverNow } from "@/shared/lib/server-clock";
import { Button } from "@/shared/ui/button";
import { QuerySection } from "@/shared/ui/query-section";
import { Skeleton } from "@/shared/ui/skeleton";
import { SlotPicker } from "@/shared/ui/slot-picker";
import type { Choice, ChoiceEvent } from "./choice";
import { LossNotice } from "./loss-notice";
import { busySpans, isGone, lossOf, lostSlots, overlaps } from "./losses";
import { useHold } from "./mutations";
import { openBookingsQuery } from "./queries";
import { StepFrame } from "./step-frame";

const MOST = 3;

interface SlotsStepProps {
  booking: BookingView;
  choice: Choice;
  dispatch: Dispatch<ChoiceEvent>;
  /** In the place of the calendar when there are no times. */
  noTimes: (interviewType: string) => ReactNode;
  /** Below the calendar: nothing suits. */
  waitlist: (interviewType: string) => ReactNode;
  onBack: () => void;
  onDone: () => void;
  arrived: boolean;
}

/** Step 3: up to three times, which are then kept for a quarter of an hour. */
export function SlotsStep(props: SlotsStepProps) {
  const { booking, choice, dispatch, noTimes, waitlist, onBack, onDone, arrived } = props;
  const type = booking.interview_type ?? "";
  const { query, slots, loading } = useBookableSlots(type);
  const others = useQuery(openBookingsQuery);
  const hold = useHold(booking.id);
  const own = booking.preferred_slots.map(({ id }) => id);
  const busyOf = (bookings: readonly BookingSummary[]) =>
    busySpans(bookings, { except: booking.id, nowMs: serverNow() });
  const busy = busyOf(others.data ?? []);
  const free = slots.filter((slot) => !busy.some((span) => overlaps(span, slot)));
  const leftOut = slots.length - free.length;
  const { selected } = choice;

  // Times remembered from before a reload or an expired hold may be gone by now; known once all slots are there.
  const complete = query.isSuccess && !loading && !others.isPending;
  const checked = useRef(false);
  useEffect(() => {
    if (complete && !checked.current) {
      checked.current = true;
      const gone = selected.filter((id) => isGone(id, { slots, own, busy }));
      if (gone.length > 0) {
        dispatch({ type: "lost", ids: gone, why: "slot_taken" });
      }
    }
  });

  async function refused(error: ApiError) {
    const why = lossOf(error);
    if (hasCode(error, "hold_expired")) {
      dispatch({ type: "over" });
    } else if (why) {
      const reloaded = await query.refetch();
      const current = reloaded.data?.pages.flatMap((page) => page.items) ?? [];
      const all = why === "mentee_busy" ? await others.refetch() : others;
      const spans = why === "mentee_busy" ? busyOf(all.data ?? []) : [];
      const ids = lostSlots(error, { selected, slots: current, own, busy: spans });
      dispatch({ type: "lost", ids, why });
    }
  }

  const unchanged =
    booking.state === "held" && own.length === selected.length && own.join() === selected.join();
  function submit() {
    if (unchanged) {
      onDone();
      return;
    }
    hold.mutate(selected, {
      onSuccess: () => {
        dispatch({ type: "settled" });
        onDone();
      },
      onError: (error) => {
        if (error instanceof ApiError) {
          void refused(error);
        }
      },
    });
  }

  const known = hold.error && (lossOf(hold.error) || hasCode(hold.error, "hold_expired"));
  return (
    <StepFrame
      title="Which times suit you?"
      lead="Choose up to three, the one you like best first. More times make it easier to find you a mentor; one of them becomes your mock."
      failure={known ? undefined : hold.error}
      onBack={onBack}
      arrived={arrived}
      action={
        <>
          {selected.length === 0 ? (
            <p className="text-ink-muted text-sm" id="slots-missing">
              Choose a time to go on
            </p>
          ) : null}
          <Button
            busy={hold.isPending}
            disabled={selected.length === 0}
            aria-describedby={selected.length === 0 ? "slots-missing" : undefined}
            onClick={submit}
          >
            {selected.length > 0 && !unchanged
              ? `Keep ${selected.length === 1 ? "this time" : `these ${selected.length} times`} for me`
              : "Continue"}
          </Button>
        </>
      }
    >
      <div className="grid gap-6">
        <LossNotice choice={choice} />
        <QuerySection
          query={query}
          subject="the times"
          skeleton={<Skeleton className="h-96 w-full" />}
        >
          {() => (
            <SlotPicker
              slots={free}
              selected={selected}
              onChange={(ids) => dispatch({ type: "chosen", ids })}
              max={MOST}
              own={booking.preferred_slots}
              loading={loading}
              empty={noTimes(type)}
            />
          )}
        </QuerySection>
        {leftOut > 0 ? (
          <p className="text-ink-muted text-sm">
            {countOf(leftOut, "time")} left out: you have other bookings then.
          </p>
        ) : null}
        {free.length > 0 ? (
          <div className="flex flex-wrap items-center justify-between gap-3 rounded-control bg-sunken px-4 py-3">
            <p>
              <span className="font-medium">Nothing that suits you?</span>{" "}
              <span className="text-ink-muted">We can write to you when new times come.</span>
            </p>
            {waitlist(type)}
          </div>
        ) : null}
      </div>
    </StepFrame>
  );
}
