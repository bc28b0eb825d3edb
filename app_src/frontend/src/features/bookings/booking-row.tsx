import { ChevronRight } from "lucide-react";
import { Link } from "react-router";
import type { BookingSummary } from "@/shared/api/generated/types.gen";
import { useTypeName } from "@/shared/api/interview-types";
import { BookingBadge, inWizard, WHAT_NEXT } from "@/shared/mentee/booking-state";
import { Countdown } from "@/shared/ui/countdown";
import { When } from "./when";
import { titleOf } from "./words";

/** One booking of a list; all of it leads to its page. */
export function BookingRow({ booking }: { booking: BookingSummary }) {
  const typeName = useTypeName();
  const next = WHAT_NEXT[booking.state];
  return (
    <article className="relative flex items-center gap-4 rounded-card border border-line bg-surface p-4 shadow-card hover:border-brand sm:p-5">
      <div className="min-w-0 grow">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1.5">
          <h2 className="font-display font-semibold text-lg">
            <Link to={`/mentee/bookings/${booking.id}`} className="after:absolute after:inset-0">
              {titleOf(booking, typeName)}
            </Link>
          </h2>
          <BookingBadge state={booking.state} endAt={booking.slot?.end_at} />
        </div>
        <p className="mt-1">
          <When booking={booking} />
        </p>
        <p className="mt-1 text-ink-muted text-sm">
          {booking.track ? `${booking.track.title}. ` : null}
          {booking.mentor ? `With ${booking.mentor.name}. ` : null}
          {next}
          {inWizard(booking) && booking.hold_expires_at ? (
            <>
              {" "}
              Time left: <Countdown until={booking.hold_expires_at} />
            </>
          ) : null}
        </p>
      </div>
      <ChevronRight aria-hidden className="size-5 shrink-0 text-ink-muted" />
    </article>
  );
}
