import { useQuery } from "@tanstack/react-query";
import { CalendarX2 } from "lucide-react";
import type { ReactNode } from "react";
import { hasCode } from "@/shared/api/errors";
import type { BookingView } from "@/shared/api/generated/types.gen";
import { useTypeName } from "@/shared/api/interview-types";
import { ButtonLink } from "@/shared/ui/button";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { Notice } from "@/shared/ui/notice";
import { QuerySection } from "@/shared/ui/query-section";
import { NoSuchBooking } from "./booking-detail";
import { MoveForm } from "./move-form";
import { bookingQuery, quoteQuery } from "./queries";
import { When } from "./when";
import { titleOf, whyNotMoved } from "./words";

interface Offers {
  /** What is offered when the interview type has no times. */
  noTimes: (interviewType: string) => ReactNode;
  /** What is offered below its times, when none suits. */
  waitlist: (interviewType: string) => ReactNode;
}

function NotMovable({ booking, reason }: { booking: BookingView; reason: string }) {
  return (
    <Notice
      icon={CalendarX2}
      title="This booking cannot be moved"
      action={<ButtonLink to={`/mentee/bookings/${booking.id}`}>Back to the booking</ButtonLink>}
    >
      <p>{reason}</p>
    </Notice>
  );
}

function Move({ booking, noTimes, waitlist }: Offers & { booking: BookingView }) {
  const typeName = useTypeName();
  const quote = useQuery(quoteQuery(booking.id));
  const movable = booking.state === "pending_admin" || booking.state === "confirmed";
  if (!movable) {
    return (
      <NotMovable
        booking={booking}
        reason="Only bookings that wait for a mentor or are confirmed have times to move."
      />
    );
  }
  return (
    <>
      <p className="-mt-3 mb-6">
        <span className="font-semibold">{titleOf(booking, typeName)}</span>, now{" "}
        <When booking={booking} />
      </p>
      <QuerySection
        query={quote}
        subject="what moving means"
        skeleton={<ListSkeleton height="h-40" />}
      >
        {(data) =>
          data.can_reschedule ? (
            <MoveForm
              booking={booking}
              quote={data}
              noTimes={noTimes(booking.interview_type ?? "")}
              waitlist={waitlist(booking.interview_type ?? "")}
            />
          ) : (
            <NotMovable booking={booking} reason={whyNotMoved(data)} />
          )
        }
      </QuerySection>
    </>
  );
}

export function MoveBooking({ bookingId, ...offers }: Offers & { bookingId: string }) {
  const query = useQuery(bookingQuery(bookingId));
  return hasCode(query.error, "not_found", "invalid_parameter") ? (
    <NoSuchBooking />
  ) : (
    <QuerySection query={query} subject="your booking" skeleton={<ListSkeleton height="h-40" />}>
      {(booking) => <Move booking={booking} {...offers} />}
    </QuerySection>
  );
}
