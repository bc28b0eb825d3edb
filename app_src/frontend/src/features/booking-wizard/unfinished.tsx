import { useQuery } from "@tanstack/react-query";
import { ChevronRight, Trash2 } from "lucide-react";
import { Link } from "react-router";
import type { BookingSummary } from "@/shared/api/generated/types.gen";
import { useTypeName } from "@/shared/api/interview-types";
import { onOwnClock } from "@/shared/lib/server-clock";
import { formatRelative } from "@/shared/lib/time";
import { BookingBadge } from "@/shared/mentee/booking-state";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { Countdown } from "@/shared/ui/countdown";
import { toast } from "@/shared/ui/toast";
import { useDelete } from "./mutations";
import { openBookingsQuery, unfinished } from "./queries";

interface RowProps {
  booking: BookingSummary;
  plan: string | null;
  onOver: () => void;
}

function Row({ booking, plan, onOver }: RowProps) {
  const typeName = useTypeName();
  const remove = useDelete();
  const what = [
    booking.company.name,
    booking.interview_type ? typeName(booking.interview_type) : undefined,
  ]
    .filter(Boolean)
    .join(" · ");
  return (
    <li className="flex items-center gap-2 py-1.5">
      <Link
        to={`/mentee/book/${booking.id}${plan ? `?plan=${encodeURIComponent(plan)}` : ""}`}
        className="group flex min-h-14 min-w-0 grow items-center gap-3 rounded-control px-3 py-2 hover:bg-brand-soft"
      >
        <span className="min-w-0 grow">
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="font-semibold">{what}</span>
            <BookingBadge state={booking.state} />
          </span>
          <span className="block text-ink-muted text-sm">
            {booking.hold_expires_at ? (
              <>
                Time left: <Countdown until={onOwnClock(booking.hold_expires_at)} onOver={onOver} />
              </>
            ) : (
              `Changed ${formatRelative(booking.updated_at, Date.now())}`
            )}
          </span>
        </span>
        <span className="shrink-0 font-medium text-brand max-sm:sr-only">Continue</span>
        <ChevronRight aria-hidden className="size-5 shrink-0 text-brand" />
      </Link>
      {booking.state === "draft" ? (
        <Button
          variant="quiet"
          className="min-w-11 px-2 text-ink-muted"
          busy={remove.isPending}
          onClick={() =>
            remove.mutate(booking.id, {
              onError: (error) => toast.failure("The draft is still there", error),
            })
          }
        >
          <Trash2 aria-hidden className="size-4" />
          <span className="sr-only">Delete the draft {what}</span>
        </Button>
      ) : null}
    </li>
  );
}

/** What was begun and not finished, here or on another device. Shows nothing while there is nothing. */
export function Unfinished({ plan }: { plan: string | null }) {
  const query = useQuery(openBookingsQuery);
  const open = unfinished(query.data ?? []);
  if (open.length === 0) {
    return null;
  }
  return (
    <div className="mb-8">
      <Card title={open.length === 1 ? "Continue where you left off" : "Continue one of these"}>
        <ul className="-mx-3 -my-1.5">
          {open.map((booking) => (
            <Row
              key={booking.id}
              booking={booking}
              plan={plan}
              onOver={() => void query.refetch()}
            />
          ))}
        </ul>
      </Card>
    </div>
  );
}
