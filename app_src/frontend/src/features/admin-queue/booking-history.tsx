import { RowLink } from "@/shared/admin/names";
import { StateBadge } from "@/shared/admin/state-badge";
import { BOOKING_STATES } from "@/shared/admin/states";
import type { AdminBooking } from "@/shared/api/generated/types.gen";
import { Card } from "@/shared/ui/card";
import { Moment } from "@/shared/ui/moment";

const ACTORS: Readonly<Record<string, string>> = {
  mentee: "by the mentee",
  mentor: "by the mentor",
  admin: "by an administrator",
  system: "by itself",
};

/** Every state the booking has been in, the first one first. */
export function BookingHistory({ booking }: { booking: AdminBooking }) {
  return (
    <Card
      title="History"
      aside={
        <RowLink to={`/admin/audit?subject=booking&subject_id=${booking.id}`}>
          Who did what, in the audit log
        </RowLink>
      }
    >
      <ol className="border-line border-l-2">
        {booking.history.map(({ state, at, actor }) => (
          <li key={`${state} ${at}`} className="relative pb-4 pl-5 last:pb-0">
            <span
              aria-hidden
              className="absolute top-1.5 -left-1.75 size-3 rounded-full border-2 border-surface bg-brand"
            />
            <StateBadge states={BOOKING_STATES} state={state} />
            <p className="mt-1 text-ink-muted text-sm">
              <Moment at={at} /> {ACTORS[actor] ?? `by ${actor}`}
            </p>
          </li>
        ))}
      </ol>
    </Card>
  );
}
