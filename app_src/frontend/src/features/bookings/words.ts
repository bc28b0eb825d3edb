import type {
  BookingState,
  BookingView,
  CancellationQuote,
  HistoryEntry,
} from "@/shared/api/generated/types.gen";

/** "Google · Coding" */
export function titleOf(
  booking: Pick<BookingView, "company" | "interview_type">,
  typeName: (code: string) => string,
): string {
  const type = booking.interview_type ? ` · ${typeName(booking.interview_type)}` : "";
  return `${booking.company.name}${type}`;
}

const HAPPENED: Readonly<Record<BookingState, string>> = {
  draft: "You began this booking",
  held: "Your times were held for you",
  awaiting_payment: "You confirmed it; payment was next",
  pending_admin: "We began looking for a mentor",
  confirmed: "A mentor was found and the time is settled",
  completed: "The mock took place",
  cancelled_by_mentee: "You cancelled it",
  cancelled_by_mentor: "The mentor cancelled it",
  cancelled_by_admin: "We cancelled it",
  no_show_mentee: "You did not come to the mock",
  no_show_mentor: "The mentor did not come to the mock",
  expired: "The time to go on was over",
};

/** What an entry of the history says to the mentee; `before` is the entry before it. */
export function happened(entry: HistoryEntry, before: HistoryEntry | undefined): string {
  if (entry.state === "pending_admin") {
    return before?.state === "awaiting_payment"
      ? "Your payment arrived, and we began looking for a mentor"
      : "You confirmed it with a mock of your plan, and we began looking for a mentor";
  }
  if (entry.state === "expired") {
    return EXPIRED[before?.state ?? "held"] ?? HAPPENED.expired;
  }
  return HAPPENED[entry.state];
}

const EXPIRED: Readonly<Partial<Record<BookingState, string>>> = {
  held: "The times were not confirmed within 15 minutes and were given free",
  awaiting_payment: "It was not paid within 30 minutes, and the times were given free",
  pending_admin: "No mentor was found before the last of your times",
};

/** In which state the booking was when it ended. */
export function stateBefore(booking: BookingView): BookingState | undefined {
  return booking.history.at(-2)?.state;
}

/** What cancelling now costs, before it is done. */
export function costOfCancelling(quote: CancellationQuote): string {
  switch (quote.credit) {
    case "returned":
      return "The mock comes back to your account, and you can book it again.";
    case "forfeited":
      return "It is too close to the start for the mock to come back: it counts as used.";
    case "none":
      return "You have not paid for it, so there is nothing to lose. Your times become free for others.";
  }
}

/** Why it cannot be moved, for a booking in a state in which others can. */
export function whyNotMoved(quote: CancellationQuote): string {
  return quote.window === "closed"
    ? "It begins in less than 3 hours, and your mentor is counting on you. It can no longer be moved."
    : "It was moved once already within a day of its start, and cannot be moved again.";
}
