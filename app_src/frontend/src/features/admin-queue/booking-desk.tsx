import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { RowLink, useTypeName } from "@/shared/admin/names";
import { StateBadge } from "@/shared/admin/state-badge";
import { BOOKING_STATES } from "@/shared/admin/states";
import type { AdminBooking } from "@/shared/api/generated/types.gen";
import { formatDuration } from "@/shared/lib/duration";
import { Alert } from "@/shared/ui/alert";
import { Badge } from "@/shared/ui/badge";
import { Card } from "@/shared/ui/card";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { PageTitle } from "@/shared/ui/page-title";
import { QuerySection } from "@/shared/ui/query-section";
import { ageOf } from "./ageing";
import { Assignment } from "./assignment";
import { BookingFacts } from "./booking-facts";
import { BookingHistory } from "./booking-history";
import { CancelBooking } from "./cancel-booking";
import { canCancel } from "./consequences";
import { bookingQuery } from "./queries";
import { SetOutcome } from "./set-outcome";
import { type Changed, type Refusal, useBookingChanges } from "./use-booking-changes";

function Age({ booking }: { booking: AdminBooking }) {
  if (booking.state !== "pending_admin") {
    return (
      <span className="text-ink-muted text-sm">for {formatDuration(booking.waiting_seconds)}</span>
    );
  }
  const { text, tone } = ageOf(booking.waiting_seconds);
  return <Badge tone={tone}>{text}</Badge>;
}

/** What was pressed is gone once the state has changed: the focus goes to the page instead of nowhere. */
function useFocusOnChange(state: string) {
  const previous = useRef(state);
  useEffect(() => {
    if (previous.current !== state) {
      previous.current = state;
      document.getElementById("content")?.focus({ preventScroll: true });
    }
  }, [state]);
}

function Desk({ booking, changed }: { booking: AdminBooking; changed: Changed }) {
  useFocusOnChange(booking.state);
  const confirmed = booking.state === "confirmed";
  return (
    <div className="grid grid-cols-1 gap-6">
      {booking.state === "pending_admin" ? (
        <Assignment booking={booking} changed={changed} />
      ) : null}
      <div className="grid grid-cols-1 items-start gap-6 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Card
          title="Booking"
          aside={
            <span className="flex flex-wrap items-center gap-2">
              <StateBadge states={BOOKING_STATES} state={booking.state} />
              <Age booking={booking} />
            </span>
          }
        >
          <BookingFacts booking={booking} />
          {booking.mentee ? (
            <p className="mt-4 border-line border-t pt-3">
              <RowLink to={`/admin/orders?user_id=${booking.mentee.id}`}>
                Orders of {booking.mentee.name}
              </RowLink>
            </p>
          ) : null}
          {canCancel(booking) ? (
            <div className="mt-4 flex flex-wrap items-center gap-3 border-line border-t pt-5">
              {confirmed ? <SetOutcome booking={booking} changed={changed} /> : null}
              <CancelBooking booking={booking} changed={changed} />
            </div>
          ) : null}
        </Card>
        <BookingHistory booking={booking} />
      </div>
    </div>
  );
}

function Lead({ booking }: { booking: AdminBooking }) {
  const typeName = useTypeName();
  const { mentee, company, track, interview_type: type } = booking;
  const target = track ? `${company.name}, ${track.title}` : company.name;
  return (
    <p>
      {mentee?.name ?? "A deleted account"} prepares for {target}
      {type ? `, with ${typeName(type)}` : ""}.
    </p>
  );
}

/** Takes the focus: what was pressed is at the other end of the page. */
function RefusalNotice({ refusal }: { refusal: Refusal | undefined }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (refusal) {
      box.current?.focus();
    }
  }, [refusal]);
  return refusal ? (
    <div ref={box} tabIndex={-1} className="mb-6 scroll-mt-24 focus:outline-none">
      <Alert tone="danger" title={refusal.title}>
        <p>{refusal.text}</p>
      </Alert>
    </div>
  ) : null;
}

/** One booking and what an administrator does with it. */
export function BookingDesk({ bookingId }: { bookingId: string }) {
  const query = useQuery(bookingQuery(bookingId));
  const { changed, refusal } = useBookingChanges(bookingId);
  return (
    <>
      <PageTitle
        title={query.data ? `Booking ${query.data.reference}` : "Booking"}
        back={{ to: "/admin/bookings", label: "Bookings" }}
      >
        {query.data ? <Lead booking={query.data} /> : null}
      </PageTitle>
      <RefusalNotice refusal={refusal} />
      <QuerySection
        query={query}
        subject="the booking"
        skeleton={<ListSkeleton rows={2} height="h-80" />}
      >
        {(booking) => <Desk booking={booking} changed={changed} />}
      </QuerySection>
    </>
  );
}
