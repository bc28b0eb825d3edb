import { useQuery } from "@tanstack/react-query";
import { SearchX } from "lucide-react";
import { type ReactNode, useEffect, useReducer, useRef } from "react";
import { useSearchParams } from "react-router";
import { ApiError } from "@/shared/api/errors";
import type { BookingView } from "@/shared/api/generated/types.gen";
import { serverNow } from "@/shared/lib/server-clock";
import { useDelayed } from "@/shared/lib/use-delayed";
import { inWizard } from "@/shared/mentee/booking-state";
import { ButtonLink } from "@/shared/ui/button";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { Notice } from "@/shared/ui/notice";
import { QuerySection } from "@/shared/ui/query-section";
import { Booked } from "./booked";
import { choose, NOTHING_CHOSEN } from "./choice";
import { Expired } from "./expired";
import { MovedOn } from "./moved-on";
import { wizardBookingQuery } from "./queries";
import { rememberedSlots, rememberSlots } from "./remembered";
import { StepView } from "./step-view";
import { type Step, stepFor } from "./steps";

export interface WizardParts {
  /** The last step, from the feature that knows how to pay. */
  payment: (booking: BookingView) => ReactNode;
  /** In the place of the calendar when an interview type has no times. */
  noTimes: (interviewType: string) => ReactNode;
  /** Below the calendar: the way to the waitlist. */
  waitlist: (interviewType: string) => ReactNode;
}

function OpenWizard({
  booking,
  again,
  refetch,
  ...parts
}: WizardParts & { booking: BookingView; again: readonly string[]; refetch: () => void }) {
  const [parameters, setParameters] = useSearchParams();
  const [choice, dispatch] = useReducer(choose, {
    ...NOTHING_CHOSEN,
    selected:
      rememberedSlots(booking.id) ??
      (again.length > 0 ? again : booking.preferred_slots.map(({ id }) => id)),
  });
  const { selected } = choice;
  useEffect(() => {
    if (inWizard(booking)) {
      rememberSlots(booking.id, selected);
    } else {
      rememberSlots(booking.id, []);
    }
  }, [booking, selected]);

  const step = stepFor(booking, parameters.get("step"));
  const place = `${booking.state === "pending_admin" ? "done" : step}`;
  const first = useRef(place);
  const arrived = first.current !== place;
  if (arrived) {
    // Once somewhere else, coming back here is arriving too.
    first.current = "";
  }
  const goTo = (next: Step) =>
    setParameters((previous) => {
      const query = new URLSearchParams(previous);
      query.set("step", next);
      query.delete("again");
      return query;
    });

  const deadline = booking.hold_expires_at ? Date.parse(booking.hold_expires_at) : undefined;
  const overdue =
    isHolding(booking) && (choice.over || (deadline !== undefined && deadline <= serverNow()));
  if (booking.state === "expired" || overdue) {
    return <Expired booking={booking} />;
  }
  if (booking.state === "pending_admin") {
    return <Booked booking={booking} arrived={arrived} />;
  }
  if (!inWizard(booking)) {
    return <MovedOn booking={booking} />;
  }
  return (
    <StepView
      key={booking.id}
      booking={booking}
      step={step}
      choice={choice}
      dispatch={dispatch}
      goTo={goTo}
      arrived={arrived}
      onOver={() => {
        dispatch({ type: "over" });
        refetch();
      }}
      {...parts}
    />
  );
}

// The worker looks for holds that ran out every fifteen seconds.
const RELEASE_MS = 20_000;
const RELEASE_ASKED_MS = 2_000;

const isHolding = (booking: BookingView | undefined) =>
  booking?.state === "held" || booking?.state === "awaiting_payment";

function Missing() {
  return (
    <Notice
      icon={SearchX}
      title="There is no such booking"
      action={<ButtonLink to="/mentee/book">Begin a new one</ButtonLink>}
    >
      <p>It may have been deleted, or belong to another account.</p>
    </Notice>
  );
}

/** One booking on its way: the step is in the address, everything that is settled at the API. */
export function BookingWizard({ bookingId, ...parts }: WizardParts & { bookingId: string }) {
  const [parameters] = useSearchParams();
  const query = useQuery(wizardBookingQuery(bookingId));
  // The booking that ran out and is begun again: its times are chosen to start with.
  const againId = parameters.get("again");
  const again = useQuery({
    ...wizardBookingQuery(againId ?? ""),
    enabled: againId !== null,
    refetchInterval: ({ state }) => (isHolding(state.data) ? RELEASE_ASKED_MS : false),
  });
  const tooLong = useDelayed(againId !== null, RELEASE_MS);
  if (query.error instanceof ApiError && [400, 404].includes(query.error.status ?? 0)) {
    return <Missing />;
  }
  // Until the worker has given the old times back they would count as taken, by oneself.
  const waiting =
    againId !== null &&
    !tooLong &&
    ((again.isPending && again.fetchStatus === "fetching") || isHolding(again.data));
  return (
    <QuerySection query={query} subject="your booking" skeleton={<ListSkeleton height="h-24" />}>
      {(booking) =>
        waiting ? (
          <div>
            <p role="status" className="mb-4 text-ink-muted">
              Your old times are given back first. That takes a few seconds.
            </p>
            <ListSkeleton height="h-24" />
          </div>
        ) : (
          <OpenWizard
            key={booking.id}
            booking={booking}
            again={again.data?.preferred_slots.map(({ id }) => id) ?? []}
            refetch={() => void query.refetch()}
            {...parts}
          />
        )
      }
    </QuerySection>
  );
}
