import type { AdminBooking, BookingState, OutcomeKind } from "@/shared/api/generated/types.gen";

const CANCELLABLE: readonly BookingState[] = [
  "held",
  "awaiting_payment",
  "pending_admin",
  "confirmed",
];

export const canCancel = ({ state }: AdminBooking): boolean => CANCELLABLE.includes(state);

const nameOf = (booking: AdminBooking) => booking.mentee?.name ?? "the mentee";

/** What cancelling by us means, a sentence each. */
export function cancelConsequences(booking: AdminBooking): string[] {
  const mentee = nameOf(booking);
  const credit = booking.uses_credit
    ? `The credit goes back to ${mentee}, however late it is.`
    : `No credit was used for it, so nothing goes back.`;
  const told =
    booking.mentor === null
      ? `${mentee} gets a mail with the reason.`
      : `${mentee} and ${booking.mentor.name} get a mail with the reason, and the invitation is withdrawn.`;
  return [credit, told, "This cannot be undone; a new booking is needed then."];
}

/** What each outcome means for the credit. */
export function outcomeConsequence(booking: AdminBooking, outcome: OutcomeKind): string {
  const mentee = nameOf(booking);
  switch (outcome) {
    case "completed":
      return "The credit is used. The mentor is asked for feedback within 48 hours.";
    case "no_show_mentee":
      return booking.uses_credit
        ? `${mentee} loses the credit. Both get a mail.`
        : "Both get a mail; no credit was used for it.";
    case "no_show_mentor":
      return booking.uses_credit
        ? `The credit goes back to ${mentee}. Both get a mail.`
        : "Both get a mail; no credit was used for it.";
  }
}

const GRACE_MS = 10 * 60_000;

/** From when on an outcome can be said: the start, and ten minutes later that somebody is not there. */
export function outcomeFrom(booking: AdminBooking): { began: number; absent: number } | undefined {
  if (booking.slot === null) {
    return undefined;
  }
  const began = Date.parse(booking.slot.start_at);
  return { began, absent: began + GRACE_MS };
}
