import { RowLink, useTypeName } from "@/shared/admin/names";
import type { AdminBooking } from "@/shared/api/generated/types.gen";
import { countOf } from "@/shared/lib/format";
import { formatRelative } from "@/shared/lib/time";
import { useNow } from "@/shared/lib/use-now";
import { CopyButton } from "@/shared/ui/copy-button";
import { Facts } from "@/shared/ui/facts";
import { Moment, Span } from "@/shared/ui/moment";

function Preferred({ booking }: { booking: AdminBooking }) {
  if (booking.preferred_slots.length === 0) {
    return "None chosen yet";
  }
  return (
    <ol className="list-decimal pl-5">
      {booking.preferred_slots.map(({ id, start_at, end_at }) => (
        <li key={id}>
          <Span from={start_at} to={end_at} />
        </li>
      ))}
    </ol>
  );
}

const ENDS: Readonly<Record<string, string>> = {
  held: "Seats are kept until",
  awaiting_payment: "Has to be paid by",
  pending_admin: "Expires unless assigned by",
};

/** Everything that is known about a booking, besides its history. */
export function BookingFacts({ booking }: { booking: AdminBooking }) {
  const typeName = useTypeName();
  const now = useNow(60_000);
  const { mentee, mentor, slot, track, company, hold_expires_at: ends } = booking;
  return (
    <Facts
      facts={[
        [
          "Mentee",
          mentee ? (
            <>
              <RowLink to={`/admin/users/${mentee.id}`}>{mentee.name}</RowLink>
              <span className="block break-all text-ink-muted text-sm">{mentee.email}</span>
            </>
          ) : (
            "Deleted account"
          ),
        ],
        ["Prepares for", track ? `${company.name}, ${track.title}` : company.name],
        ["Interview type", typeName(booking.interview_type)],
        ["Agreed time", slot ? <Span key="slot" from={slot.start_at} to={slot.end_at} /> : null],
        [
          "Mentor",
          mentor ? (
            <RowLink key="mentor" to={`/admin/mentors/${mentor.id}`}>
              {mentor.name}
            </RowLink>
          ) : null,
        ],
        [
          "Meeting link",
          booking.meeting_url ? (
            <span key="link" className="inline-flex flex-wrap items-center gap-1">
              <span className="break-all">{booking.meeting_url}</span>
              <CopyButton text={booking.meeting_url} subject="the meeting link" />
            </span>
          ) : null,
        ],
        ["Times they would take", <Preferred key="preferred" booking={booking} />],
        [
          ENDS[booking.state] ?? "Ends",
          ends ? (
            <>
              <Moment at={ends} />
              <span className="block text-ink-muted text-sm">{formatRelative(ends, now)}</span>
            </>
          ) : null,
        ],
        ["Paid with", booking.uses_credit ? "A credit" : "Nothing yet"],
        ["Moved", booking.reschedules > 0 ? countOf(booking.reschedules, "time") : null],
        ["Reason given", booking.cancellation_reason],
        ["Policy", booking.policy_version],
        ["Created", <Moment key="created" at={booking.created_at} />],
      ]}
    />
  );
}
