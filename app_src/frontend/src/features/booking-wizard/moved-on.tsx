import { CalendarCheck } from "lucide-react";
import type { BookingView } from "@/shared/api/generated/types.gen";
import { BookingBadge, isOpen } from "@/shared/mentee/booking-state";
import { ButtonLink } from "@/shared/ui/button";
import { Notice } from "@/shared/ui/notice";

/** There is nothing left to choose: where the booking is followed from now on. */
export function MovedOn({ booking }: { booking: BookingView }) {
  return (
    <Notice
      icon={CalendarCheck}
      title={isOpen(booking) ? "This booking is settled" : "This booking is over"}
      action={
        <div className="flex flex-wrap justify-center gap-3">
          <ButtonLink to={`/mentee/bookings/${booking.id}`}>See this booking</ButtonLink>
          <ButtonLink to="/mentee/book" variant="outline">
            Book another mock
          </ButtonLink>
        </div>
      }
    >
      <p>
        {booking.company.name}, reference {booking.reference}
      </p>
      <p className="mt-2">
        <BookingBadge state={booking.state} />
      </p>
    </Notice>
  );
}
