import type { BookingSummary } from "@/shared/api/generated/types.gen";
import { Span } from "@/shared/ui/moment";

/** When the mock is, or when it might be. */
export function When({ booking }: { booking: BookingSummary }) {
  const [first, ...others] = booking.preferred_slots;
  if (booking.slot) {
    return <Span from={booking.slot.start_at} to={booking.slot.end_at} />;
  }
  if (!first) {
    return "No times chosen yet";
  }
  return (
    <>
      <Span from={first.start_at} to={first.end_at} />
      {others.length > 0
        ? ` or ${others.length === 1 ? "another time" : `${others.length} other times`}`
        : null}
    </>
  );
}
