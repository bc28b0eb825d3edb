import { useQuery } from "@tanstack/react-query";
import { LoaderCircle } from "lucide-react";
import type { OrderView } from "@/shared/api/generated/types.gen";
import { Alert } from "@/shared/ui/alert";
import { ButtonLink } from "@/shared/ui/button";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { QuerySection } from "@/shared/ui/query-section";
import { Checkout } from "./checkout";
import { PAID_STATES, PAYABLE_STATES } from "./flow";
import { PaymentDocument } from "./payment-document";
import { latestOrdersQuery } from "./queries";
import { resume } from "./use-checkout";

/** The order that was placed for a booking and not paid yet, or was paid a moment ago. */
function orderFor(orders: readonly OrderView[], bookingId: string): OrderView | undefined {
  const own = orders.filter((order) => order.booking_id === bookingId);
  return (
    own.find(({ state }) => PAID_STATES.includes(state)) ??
    own.find(({ state }) => PAYABLE_STATES.includes(state))
  );
}

interface PayForBookingProps {
  bookingId: string;
  plan?: string;
}

/** The payment of a booking; goes on with the order that was begun, here or on another device. */
export function PayForBooking({ bookingId, plan }: PayForBookingProps) {
  const query = useQuery({ ...latestOrdersQuery, gcTime: 0 });
  return (
    <PaymentDocument>
      <QuerySection
        query={query}
        subject="your orders"
        skeleton={<ListSkeleton rows={4} height="h-20" />}
      >
        {({ items }) => {
          const order = orderFor(items, bookingId);
          return (
            <Checkout
              // Only where it starts: what happens from then on is the checkout's.
              key={bookingId}
              start={order ? resume(order) : { at: "choosing" }}
              bookingId={bookingId}
              {...(plan ? { plan } : {})}
              // The page shows what has become of the booking as soon as it is loaded again.
              onPaid={() => undefined}
              later={
                <ButtonLink to="/mentee/bookings" variant="quiet">
                  Later
                </ButtonLink>
              }
              paid={() => (
                <Alert tone="success" title="Payment received">
                  <p className="flex items-center gap-2">
                    <LoaderCircle aria-hidden className="size-4 animate-spin" />
                    Your booking goes on by itself in a moment.
                  </p>
                </Alert>
              )}
            />
          );
        }}
      </QuerySection>
    </PaymentDocument>
  );
}
