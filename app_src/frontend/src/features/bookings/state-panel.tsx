import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link } from "react-router";
import type { BookingState, BookingView } from "@/shared/api/generated/types.gen";
import { inWizard, WHAT_NEXT } from "@/shared/mentee/booking-state";
import { Alert } from "@/shared/ui/alert";
import { ButtonLink } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { Countdown } from "@/shared/ui/countdown";
import { JoinMeeting } from "@/shared/ui/join-meeting";
import { Moment } from "@/shared/ui/moment";
import { CreditOutcome } from "./credit-outcome";
import { stateBefore } from "./words";

const GO_ON: Readonly<Partial<Record<BookingState, string>>> = {
  draft: "Continue the booking",
  held: "Confirm the booking",
  awaiting_payment: "Go to payment",
};

function Unfinished({ booking }: { booking: BookingView }) {
  const queryClient = useQueryClient();
  const reload = () => void queryClient.invalidateQueries({ queryKey: ["mentee"] });
  return (
    <Card title="What happens next">
      <p>
        {WHAT_NEXT[booking.state]}
        {booking.hold_expires_at ? (
          <>
            {" "}
            Time left: <Countdown until={booking.hold_expires_at} onOver={reload} />
          </>
        ) : null}
      </p>
      <ButtonLink to={`/mentee/book/${booking.id}`} className="mt-4">
        {GO_ON[booking.state]}
      </ButtonLink>
    </Card>
  );
}

function Waiting({ booking }: { booking: BookingView }) {
  return (
    <Card title="What happens next">
      <p>
        We look for a mentor who knows {booking.company.name} and is free at one of your times. You
        get a mail with the time, the mentor and the meeting link as soon as it is settled, usually
        within a day. There is nothing you need to do.
      </p>
      {booking.hold_expires_at ? (
        <p className="mt-2 text-ink-muted">
          Should nobody be found by <Moment at={booking.hold_expires_at} />, the booking ends and
          the mock comes back to your account.
        </p>
      ) : null}
    </Card>
  );
}

function CalendarLink() {
  return (
    <Link to="/account/calendar" className="text-brand underline underline-offset-2">
      have all your mocks in your calendar
    </Link>
  );
}

function Confirmed({
  booking,
  slot,
}: {
  booking: BookingView;
  slot: NonNullable<BookingView["slot"]>;
}) {
  const over = Date.parse(slot.end_at) <= Date.now();
  return (
    <Card title={over ? "How did it go?" : "Joining"}>
      {over ? (
        <p>
          The time of this mock is over. Your mentor writes the feedback within 48 hours; we send
          you a mail when it is there.
        </p>
      ) : (
        <>
          <JoinMeeting startAt={slot.start_at} endAt={slot.end_at} url={booking.meeting_url} />
          <p className="mt-3 text-ink-muted text-sm">
            The mail that confirmed this booking carries an invitation for your calendar, which
            follows when the mock is moved. Or <CalendarLink />.
          </p>
        </>
      )}
      {booking.mock_id ? (
        <ButtonLink to={`/mentee/mocks/${booking.mock_id}`} variant="outline" className="mt-4">
          {over ? "Go to the mock" : "Prepare for this mock"}
        </ButtonLink>
      ) : null}
    </Card>
  );
}

const ENDED: Readonly<Partial<Record<BookingState, { title: string; text: ReactNode }>>> = {
  cancelled_by_mentee: { title: "You cancelled this booking", text: null },
  cancelled_by_mentor: {
    title: "The mentor had to cancel",
    text: "We are sorry. The mock is back in your account; book other times whenever you like.",
  },
  cancelled_by_admin: {
    title: "We had to cancel this booking",
    text: "We are sorry. The mock is back in your account; book other times whenever you like.",
  },
  no_show_mentee: {
    title: "You did not come to this mock",
    text: "Your mentor waited in the meeting, so the mock counts as used. Was there a mistake? Answer the mail we sent you about it.",
  },
  no_show_mentor: {
    title: "The mentor did not come to this mock",
    text: "We are sorry, and we are looking into it. The mock is back in your account.",
  },
};

const RAN_OUT: Readonly<Partial<Record<BookingState, { title: string; text: ReactNode }>>> = {
  held: {
    title: "The hold is over",
    text: "The times were held for 15 minutes and not confirmed. Nothing was charged; most of them may still be free.",
  },
  awaiting_payment: {
    title: "The time to pay is over",
    text: "The times were kept for 30 minutes and no payment arrived. Nothing was charged. Should you have paid after all, the mock is in your account.",
  },
  pending_admin: {
    title: "We found no mentor in time",
    text: "We are sorry. The mock is back in your account. More and later times to choose from make it easier to find somebody.",
  },
};

function againTo(booking: BookingView): string {
  const wanted = new URLSearchParams({ company: booking.company.slug });
  if (booking.track) {
    wanted.set("track", booking.track.code);
  }
  if (booking.interview_type) {
    wanted.set("type", booking.interview_type);
  }
  return `/mentee/book?${wanted}`;
}

function Ended({ booking }: { booking: BookingView }) {
  const shown =
    booking.state === "expired" ? RAN_OUT[stateBefore(booking) ?? "held"] : ENDED[booking.state];
  return (
    <Alert
      title={shown?.title ?? "This booking is over"}
      tone={booking.state === "cancelled_by_mentee" ? "info" : "warning"}
      action={
        <ButtonLink to={againTo(booking)} size="small">
          Book it again
        </ButtonLink>
      }
    >
      <p>{shown?.text}</p>
      {booking.state === "cancelled_by_mentee" ? <CreditOutcome booking={booking} /> : null}
      {booking.cancellation_reason ? <p>Reason given: “{booking.cancellation_reason}”</p> : null}
    </Alert>
  );
}

/** Where the booking stands and what comes next, with the one thing to do about it. */
export function StatePanel({ booking }: { booking: BookingView }) {
  if (inWizard(booking)) {
    return <Unfinished booking={booking} />;
  }
  if (booking.state === "pending_admin") {
    return <Waiting booking={booking} />;
  }
  if (booking.state === "confirmed" && booking.slot) {
    return <Confirmed booking={booking} slot={booking.slot} />;
  }
  if (booking.state === "completed") {
    return (
      <Card title="This mock took place">
        <p>Your feedback, or when it will be there, is on the page of the mock.</p>
        {booking.mock_id ? (
          <ButtonLink to={`/mentee/mocks/${booking.mock_id}`} className="mt-4">
            Go to the feedback
          </ButtonLink>
        ) : null}
      </Card>
    );
  }
  return <Ended booking={booking} />;
}
