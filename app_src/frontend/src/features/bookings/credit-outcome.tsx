import { useQuery } from "@tanstack/react-query";
import type { BookingView } from "@/shared/api/generated/types.gen";
import { creditEntriesQuery } from "./queries";

/** What became of the mock that a cancelled booking was paid with, as far as the account's latest changes tell. */
export function CreditOutcome({ booking }: { booking: BookingView }) {
  const { data } = useQuery({ ...creditEntriesQuery, enabled: booking.uses_credit });
  if (!booking.uses_credit) {
    return <p>Nothing was charged for it.</p>;
  }
  const kinds = data?.items
    .filter((entry) => entry.booking_id === booking.id)
    .map((entry) => entry.kind);
  if (kinds?.includes("give_back")) {
    return <p>The mock came back to your account.</p>;
  }
  return kinds?.includes("forfeit") ? (
    <p>It was less than a day before the start, so the mock counts as used.</p>
  ) : null;
}
