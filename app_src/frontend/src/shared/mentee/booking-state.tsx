import type {
  BookingState,
  BookingView,
  MockState,
  MockView,
} from "@/shared/api/generated/types.gen";
import { Badge, type BadgeTone } from "@/shared/ui/badge";

interface Shown {
  label: string;
  tone: BadgeTone;
}

const BOOKING_STATES: Readonly<Record<BookingState, Shown>> = {
  draft: { label: "Not finished", tone: "neutral" },
  held: { label: "Times held for you", tone: "warning" },
  awaiting_payment: { label: "Waiting for payment", tone: "warning" },
  pending_admin: { label: "Finding a mentor", tone: "brand" },
  confirmed: { label: "Confirmed", tone: "success" },
  completed: { label: "Took place", tone: "neutral" },
  cancelled_by_mentee: { label: "Cancelled by you", tone: "neutral" },
  cancelled_by_mentor: { label: "Cancelled by the mentor", tone: "danger" },
  cancelled_by_admin: { label: "Cancelled by us", tone: "danger" },
  no_show_mentee: { label: "You missed it", tone: "danger" },
  no_show_mentor: { label: "Mentor did not come", tone: "danger" },
  expired: { label: "Ran out", tone: "neutral" },
};

const MOCK_STATES: Readonly<Record<MockState, Shown>> = {
  scheduled: { label: "Confirmed", tone: "success" },
  completed: { label: "Took place", tone: "neutral" },
  cancelled: { label: "Cancelled", tone: "neutral" },
  no_show_mentee: BOOKING_STATES.no_show_mentee,
  no_show_mentor: BOOKING_STATES.no_show_mentor,
};

const isOver = (endAt: string) => Date.parse(endAt) <= Date.now();

interface BookingBadgeProps {
  state: BookingState;
  /** When the agreed time ends: nobody may have said yet how a mock ended whose time is over. */
  endAt?: string | undefined;
}

/** The state of one's own booking, in words. */
export function BookingBadge({ state, endAt }: BookingBadgeProps) {
  const { label, tone } = BOOKING_STATES[state];
  return state === "confirmed" && endAt && isOver(endAt) ? (
    <Badge>Over</Badge>
  ) : (
    <Badge tone={tone}>{label}</Badge>
  );
}

/** The state of a mock, and of its feedback, which is what one waits for after it. */
export function MockBadge({ mock }: { mock: MockView }) {
  const over = mock.state === "completed" || (mock.state === "scheduled" && isOver(mock.end_at));
  if (over && !mock.feedback_at) {
    return <Badge tone="brand">Feedback to come</Badge>;
  }
  if (over && mock.stars === null) {
    return <Badge tone="warning">To rate</Badge>;
  }
  const { label, tone } = MOCK_STATES[mock.state];
  return <Badge tone={tone}>{label}</Badge>;
}

const OPEN: readonly BookingState[] = [
  "draft",
  "held",
  "awaiting_payment",
  "pending_admin",
  "confirmed",
];

/** Still on its way: not over, cancelled or run out. */
export function isOpen(booking: Pick<BookingView, "state">): boolean {
  return OPEN.includes(booking.state);
}

/** States in which the wizard goes on. */
export function inWizard(booking: Pick<BookingView, "state">): boolean {
  return ["draft", "held", "awaiting_payment"].includes(booking.state);
}

/** What happens next with an open booking, in a sentence. */
export const WHAT_NEXT: Readonly<Partial<Record<BookingState, string>>> = {
  draft: "Choose your times to go on. Nothing is reserved yet.",
  held: "Confirm before the hold ends; after that others can take these times.",
  awaiting_payment: "Your times are kept while you pay.",
  pending_admin:
    "We are finding a mentor for one of your times, and write to you as soon as it is settled.",
  confirmed: "Everything is set. You join from here, 15 minutes before the start at the earliest.",
};
