import type { BookingView, Dashboard, MockView, Step } from "@/shared/api/generated/types.gen";
import { inSentence } from "@/shared/api/interview-types";
import { countOf } from "@/shared/lib/format";

/** A step as it is shown: what to do, why, and where. */
export interface ShownStep {
  key: string;
  title: string;
  text: string;
  /** Where it is done; confirming the address is done in the mail and has none. */
  to?: string;
  action?: string;
  /** When it is too late. */
  until?: string;
}

type TypeName = (code: string) => string;

function what(
  subject: Pick<BookingView, "company" | "interview_type"> | MockView | undefined,
  typeName: TypeName,
): string {
  if (!subject) {
    return "your mock";
  }
  const type = subject.interview_type ? `${inSentence(typeName(subject.interview_type))} ` : "";
  return `${type}mock for ${subject.company.name}`;
}

/** A step of the API in words, with what it is about looked up in the same answer. */
export function shownStep(step: Step, dashboard: Dashboard, typeName: TypeName): ShownStep {
  const booking = dashboard.open_bookings.find(({ id }) => id === step.booking_id);
  const mock = [dashboard.next_mock, ...dashboard.unrated_mocks].find(
    (known) => known !== null && known.id === step.mock_id,
  );
  const wizard = `/mentee/book/${step.booking_id}`;
  const page = `/mentee/mocks/${step.mock_id}`;
  const base = { key: `${step.kind} ${step.booking_id ?? ""}` };
  switch (step.kind) {
    case "verify_email":
      return {
        ...base,
        title: "Confirm your address",
        text: "We sent you a link. Times, meeting links and feedback come by mail.",
      };
    case "start_booking":
      return {
        ...base,
        title: dashboard.mocks_completed > 0 ? "Book your next mock" : "Book your first mock",
        text:
          dashboard.credits > 0
            ? `You have ${countOf(dashboard.credits, "mock")} left in your plan. Choose a company, a type and your times.`
            : "Choose a company, a type and your times. You pay at the very end.",
        to: "/mentee/book",
        action: "Book a mock",
      };
    case "continue_booking":
      return {
        ...base,
        title: "Finish the booking you began",
        text: "What you chose is still there; nothing is reserved yet.",
        to: wizard,
        action: "Continue",
      };
    case "confirm_booking":
      return {
        ...base,
        title: `Confirm your ${what(booking, typeName)}`,
        text: "Your times are held for you. After that others can take them.",
        to: wizard,
        action: "Confirm",
        ...(step.due_at ? { until: step.due_at } : {}),
      };
    case "pay":
      return {
        ...base,
        title: `Pay for your ${what(booking, typeName)}`,
        text: "Your times are kept for you while you pay.",
        to: wizard,
        action: "Go to payment",
        ...(step.due_at ? { until: step.due_at } : {}),
      };
    case "await_mentor":
      return {
        ...base,
        title: `We are finding a mentor for your ${what(booking, typeName)}`,
        text: "You get a mail as soon as it is settled, usually within a day. There is nothing you need to do.",
        to: `/mentee/bookings/${step.booking_id}`,
        action: "See the booking",
      };
    case "join_mock":
      return {
        ...base,
        title: `Your ${what(mock ?? undefined, typeName)} is about to begin`,
        text: mock ? `${mock.mentor.name} is looking forward to it. Good luck.` : "Good luck.",
        to: page,
        action: "Go to the mock",
      };
    case "prepare":
      return {
        ...base,
        title: `Prepare for your ${what(mock ?? undefined, typeName)}`,
        text: "See what your mentor looks at, and check camera and microphone in time.",
        to: page,
        action: "Prepare",
      };
    case "rate_mock":
      return {
        ...base,
        title: `Read your feedback and rate the ${what(mock ?? undefined, typeName)}`,
        text: mock
          ? `${mock.mentor.name} has written it. Rating takes a minute.`
          : "It takes a minute.",
        to: page,
        action: "Read the feedback",
      };
    case "buy_plan":
      return {
        ...base,
        title: dashboard.tier === "paid" ? "Get more mocks" : "Choose a plan",
        text:
          dashboard.tier === "paid"
            ? "All mocks of your plan are used. A new one adds to it."
            : "Several mocks cost less each than one. You can also pay when you book.",
        to: "/mentee/plans",
        action: "See the plans",
      };
  }
}

/** Nothing has been done with this account yet. */
export function isNew(dashboard: Dashboard): boolean {
  return (
    dashboard.mocks_completed === 0 &&
    dashboard.next_mock === null &&
    dashboard.open_bookings.length === 0 &&
    dashboard.unrated_mocks.length === 0 &&
    !dashboard.steps.some(({ kind }) => kind === "continue_booking")
  );
}
