import type { BookingView } from "@/shared/api/generated/types.gen";
import { useTypeName } from "@/shared/api/interview-types";
import { CopyButton } from "@/shared/ui/copy-button";
import { Facts } from "@/shared/ui/facts";
import { Span } from "@/shared/ui/moment";

const oftenAs = (count: number) => ["", "Once", "Twice"][count] ?? `${count} times`;

function Times({ booking }: { booking: BookingView }) {
  return (
    <ol className="list-inside list-decimal">
      {booking.preferred_slots.map((slot) => (
        <li key={slot.id}>
          <Span from={slot.start_at} to={slot.end_at} />
        </li>
      ))}
    </ol>
  );
}

export function Details({ booking }: { booking: BookingView }) {
  const typeName = useTypeName();
  return (
    <Facts
      facts={[
        ["Company", booking.company.name],
        ["Track", booking.track?.title],
        ["Interview", booking.interview_type ? typeName(booking.interview_type) : null],
        ["Mentor", booking.mentor?.name],
        [
          "When",
          booking.slot ? (
            <Span key="when" from={booking.slot.start_at} to={booking.slot.end_at} />
          ) : null,
        ],
        [
          booking.slot ? "You asked for" : "Your times",
          booking.preferred_slots.length > 0 ? <Times key="times" booking={booking} /> : null,
        ],
        [
          booking.slot ? "Moved" : "Times changed",
          booking.reschedules > 0 ? oftenAs(booking.reschedules) : null,
        ],
        ["Paid with", booking.uses_credit ? "A mock of your plan" : null],
        [
          "Reference",
          <span key="reference" className="inline-flex items-center gap-1">
            <code className="font-mono">{booking.reference}</code>
            <CopyButton text={booking.reference} subject="the reference" />
          </span>,
        ],
      ]}
    />
  );
}
