import { BellRing, CalendarCheck, CircleCheck, UserRoundSearch, Video } from "lucide-react";
import { useEffect, useRef } from "react";
import type { BookingView } from "@/shared/api/generated/types.gen";
import { ButtonLink } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { CopyButton } from "@/shared/ui/copy-button";
import { Recap } from "./recap";

const NEXT = [
  {
    icon: UserRoundSearch,
    title: "We find your mentor",
    text: "Free at one of your times, and at home in this company where we can.",
  },
  {
    icon: BellRing,
    title: "You get a mail",
    text: "With your mentor, the time, the meeting link and an invitation for your calendar.",
  },
  {
    icon: Video,
    title: "You join from here",
    text: "The button appears on your start page 15 minutes before. We remind you a day and an hour before.",
  },
] as const;

/** It is in the queue: what has been settled, and what happens next. */
export function Booked({ booking, arrived }: { booking: BookingView; arrived: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (arrived) {
      heading.current?.focus();
    }
  }, [arrived]);
  return (
    <div className="grid gap-6">
      <div className="rounded-card bg-success-soft p-6 sm:p-8">
        <CircleCheck aria-hidden className="size-9 text-success" />
        <h2
          ref={heading}
          tabIndex={-1}
          className="mt-3 font-bold font-display text-2xl focus:outline-none sm:text-3xl"
        >
          Your mock interview is booked
        </h2>
        <p className="mt-1 flex flex-wrap items-center gap-x-1">
          Reference <code className="font-mono font-semibold">{booking.reference}</code>
          <CopyButton text={booking.reference} subject="the reference" />
        </p>
      </div>
      <Card title="What happens next">
        <ol className="grid gap-5 sm:grid-cols-3">
          {NEXT.map(({ icon: Icon, title, text }) => (
            <li key={title}>
              <Icon aria-hidden className="size-6 text-brand" strokeWidth={1.75} />
              <h3 className="mt-2 font-semibold">{title}</h3>
              <p className="text-ink-muted">{text}</p>
            </li>
          ))}
        </ol>
      </Card>
      <Card title="What you booked">
        <Recap booking={booking} />
      </Card>
      <div className="flex flex-wrap gap-3">
        <ButtonLink to={`/mentee/bookings/${booking.id}`}>
          <CalendarCheck aria-hidden className="size-4" />
          See this booking
        </ButtonLink>
        <ButtonLink to="/mentee/book" variant="outline">
          Book another mock
        </ButtonLink>
      </div>
    </div>
  );
}
