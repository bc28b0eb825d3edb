import { Link } from "react-router";
import type { BookingSummary } from "@/shared/api/generated/types.gen";
import { useTypeName } from "@/shared/api/interview-types";
import { BookingBadge, WHAT_NEXT } from "@/shared/mentee/booking-state";
import { ButtonLink } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { Countdown } from "@/shared/ui/countdown";
import { Span } from "@/shared/ui/moment";

function Entry({ booking, onOver }: { booking: BookingSummary; onOver: () => void }) {
  const typeName = useTypeName();
  const [first, ...others] = booking.preferred_slots;
  const urgent = booking.state !== "pending_admin" && booking.hold_expires_at !== null;
  return (
    <li className="relative py-3.5 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <Link
          to={`/mentee/bookings/${booking.id}`}
          className="font-semibold after:absolute after:inset-0 hover:text-brand"
        >
          {booking.company.name}
          {booking.interview_type ? ` · ${typeName(booking.interview_type)}` : null}
        </Link>
        <BookingBadge state={booking.state} />
      </div>
      {first ? (
        <p>
          <Span from={first.start_at} to={first.end_at} />
          {others.length > 0 ? ` or ${others.length} more` : null}
        </p>
      ) : null}
      <p className="text-ink-muted text-sm">
        {WHAT_NEXT[booking.state]}
        {urgent && booking.hold_expires_at ? (
          <>
            {" "}
            Time left: <Countdown until={booking.hold_expires_at} onOver={onOver} />
          </>
        ) : null}
      </p>
    </li>
  );
}

/** Bookings on their way, in words. */
export function OpenBookings({
  bookings,
  onOver,
}: {
  bookings: readonly BookingSummary[];
  onOver: () => void;
}) {
  return (
    <Card
      title="Open bookings"
      aside={
        <ButtonLink to="/mentee/bookings" variant="quiet" size="small">
          All bookings
        </ButtonLink>
      }
    >
      <ul className="divide-y divide-line">
        {bookings.map((booking) => (
          <Entry key={booking.id} booking={booking} onOver={onOver} />
        ))}
      </ul>
    </Card>
  );
}
