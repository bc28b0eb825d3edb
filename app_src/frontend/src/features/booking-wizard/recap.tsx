import type { BookingView } from "@/shared/api/generated/types.gen";
import { useTypeName } from "@/shared/api/interview-types";
import { formatMoment, formatSpan } from "@/shared/lib/time";
import { useZone } from "@/shared/session/use-session";
import { type Fact, Facts } from "@/shared/ui/facts";

// Where most mentors are: worth a second line for those who live elsewhere.
const HOME_ZONE = "Asia/Kolkata";

/** The times asked for, the most wanted first; in India's time too where that is another. */
export function Times({ booking }: { booking: Pick<BookingView, "preferred_slots"> }) {
  const zone = useZone();
  const several = booking.preferred_slots.length > 1;
  return (
    <ol className={several ? "grid list-inside list-decimal gap-1.5" : ""}>
      {booking.preferred_slots.map(({ id, start_at, end_at }) => {
        const here = formatSpan(start_at, end_at, zone);
        const elsewhere = formatSpan(start_at, end_at, HOME_ZONE) !== here;
        return (
          <li key={id}>
            <time dateTime={start_at}>{here}</time>
            {elsewhere ? (
              <span className="block text-ink-muted text-sm">
                In India: {formatMoment(start_at, HOME_ZONE)}
              </span>
            ) : null}
          </li>
        );
      })}
    </ol>
  );
}

function useFacts(booking: BookingView): Fact[] {
  const typeName = useTypeName();
  return [
    ["Company", booking.company.name],
    ["Level", booking.track?.title ?? "Not decided yet"],
    ["Interview", booking.interview_type ? typeName(booking.interview_type) : null],
    [
      booking.preferred_slots.length > 1 ? "One of these times" : "Time",
      booking.preferred_slots.length > 0 ? <Times key="times" booking={booking} /> : null,
    ],
  ];
}

/** What is booked, as far as it is settled. */
export function Recap({ booking }: { booking: BookingView }) {
  return <Facts facts={useFacts(booking)} />;
}

/** The same beside a step, where there is no room for two columns. */
export function NarrowRecap({ booking }: { booking: BookingView }) {
  return (
    <dl className="grid gap-3">
      {useFacts(booking).map(([label, value]) =>
        value === null ? null : (
          <div key={label}>
            <dt className="text-ink-muted text-sm">{label}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
