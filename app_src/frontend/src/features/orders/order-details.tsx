import { useQuery } from "@tanstack/react-query";
import { SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { ApiError } from "@/shared/api/errors";
import type { OrderView } from "@/shared/api/generated/types.gen";
import { countOf, formatRupees } from "@/shared/lib/format";
import { Badge } from "@/shared/ui/badge";
import { ButtonLink } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { CopyButton } from "@/shared/ui/copy-button";
import { Facts } from "@/shared/ui/facts";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { Moment } from "@/shared/ui/moment";
import { Notice } from "@/shared/ui/notice";
import { QuerySection } from "@/shared/ui/query-section";
import { Documents } from "./documents";
import { orderQuery } from "./queries";
import { Refunds } from "./refunds";
import { isPayable, isRefundable, methodName, ORDER_STATES, orderStory } from "./words";

interface OrderDetailsProps {
  orderId: string;
  /** Paying for an order that waits for it, from the feature that knows how. */
  pay: (order: OrderView, onPaid: () => void) => ReactNode;
}

function NextStep({
  order,
  pay,
  onPaid,
}: {
  order: OrderView;
  pay: OrderDetailsProps["pay"];
  onPaid: () => void;
}) {
  if (isPayable(order)) {
    return order.booking_id ? (
      <ButtonLink to={`/mentee/book/${order.booking_id}?step=payment`}>
        Go on to the booking and its payment
      </ButtonLink>
    ) : (
      pay(order, onPaid)
    );
  }
  if (order.state === "expired") {
    return (
      <ButtonLink to={`/mentee/plans?plan=${order.plan.code}`}>
        Order {order.plan.name} again
      </ButtonLink>
    );
  }
  return null;
}

function Order({
  order,
  pay,
  onPaid,
}: {
  order: OrderView;
  pay: OrderDetailsProps["pay"];
  onPaid: () => void;
}) {
  const { label, tone } = ORDER_STATES[order.state];
  const next = <NextStep order={order} pay={pay} onPaid={onPaid} />;
  return (
    <div className="grid gap-6">
      <Card title={`${order.plan.name} plan`} aside={<Badge tone={tone}>{label}</Badge>}>
        <p className="mb-5">{orderStory(order)}</p>
        <Facts
          facts={[
            ["Total", <strong key="total">{formatRupees(order.amount_paise)}</strong>],
            [
              "Includes",
              `${countOf(order.plan.mocks, "mock interview")}, to be used within ${countOf(order.plan.months, "month")}`,
            ],
            ["Ordered", <Moment key="ordered" at={order.created_at} />],
            ["Pay until", isPayable(order) ? <Moment key="until" at={order.expires_at} /> : null],
            ["Last attempt", isPayable(order) && order.failure ? order.failure.description : null],
            [
              "Paid",
              order.payment ? (
                <span key="paid">
                  <Moment at={order.payment.captured_at} />, {methodName(order.payment.method)}
                </span>
              ) : null,
            ],
            [
              "Payment",
              order.payment ? (
                <span key="payment" className="inline-flex flex-wrap items-center gap-1">
                  <code className="break-all font-mono">{order.payment.id}</code>
                  <CopyButton text={order.payment.id} subject="the payment’s number" />
                </span>
              ) : null,
            ],
            ["Paid back", order.refunded_paise > 0 ? formatRupees(order.refunded_paise) : null],
            [
              "Booking",
              order.booking_id && order.payment ? (
                <Link
                  key="booking"
                  to={`/mentee/bookings/${order.booking_id}`}
                  className="font-medium text-brand underline-offset-4 hover:underline"
                >
                  The booking it was bought for
                </Link>
              ) : null,
            ],
          ]}
        />
      </Card>
      {next}
      {order.payment ? <Documents orderId={order.id} /> : null}
      {isRefundable(order) || order.refunded_paise > 0 ? <Refunds order={order} /> : null}
    </div>
  );
}

/** One order: where it is, what it says on paper, and getting money back. */
export function OrderDetails({ orderId, pay }: OrderDetailsProps) {
  const query = useQuery(orderQuery(orderId));
  if (query.error instanceof ApiError && [400, 404].includes(query.error.status ?? 0)) {
    return (
      <Notice
        icon={SearchX}
        title="There is no such order"
        action={<ButtonLink to="/mentee/orders">See your orders</ButtonLink>}
      >
        <p>It may belong to another account.</p>
      </Notice>
    );
  }
  return (
    <QuerySection
      query={query}
      subject="your order"
      skeleton={<ListSkeleton rows={2} height="h-56" />}
    >
      {(order) => <Order order={order} pay={pay} onPaid={() => void query.refetch()} />}
    </QuerySection>
  );
}
