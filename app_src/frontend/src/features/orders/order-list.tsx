import { useInfiniteQuery } from "@tanstack/react-query";
import { ReceiptIndianRupee } from "lucide-react";
import { Link } from "react-router";
import type { OrderView } from "@/shared/api/generated/types.gen";
import { countOf, formatRupees } from "@/shared/lib/format";
import { Badge } from "@/shared/ui/badge";
import { ButtonLink } from "@/shared/ui/button";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { Moment } from "@/shared/ui/moment";
import { Notice } from "@/shared/ui/notice";
import { PagedList } from "@/shared/ui/paged-list";
import { ordersQuery } from "./queries";
import { isPayable, ORDER_STATES } from "./words";

function Row({ order }: { order: OrderView }) {
  const { label, tone } = ORDER_STATES[order.state];
  return (
    <article className="relative rounded-card border border-line bg-surface p-4 shadow-card hover:border-brand sm:p-5">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-1">
        <div className="min-w-0">
          <h3 className="flex flex-wrap items-center gap-x-3 gap-y-1 font-display font-semibold text-lg">
            <Link to={`/mentee/orders/${order.id}`} className="after:absolute after:inset-0">
              {order.plan.name}
            </Link>
            <Badge tone={tone}>{label}</Badge>
          </h3>
          <p className="mt-1 text-ink-muted">
            {countOf(order.plan.mocks, "mock")} within {countOf(order.plan.months, "month")}.
            Ordered <Moment at={order.created_at} />
          </p>
          {isPayable(order) ? (
            <p className="mt-1 font-medium text-brand">
              {order.state === "failed" ? "Try again" : "Pay now"}
            </p>
          ) : null}
        </div>
        <div className="sm:text-right">
          <p className="font-bold font-display text-xl tabular-nums">
            {formatRupees(order.amount_paise)}
          </p>
          {order.refunded_paise > 0 ? (
            <p className="text-ink-muted text-sm">{formatRupees(order.refunded_paise)} paid back</p>
          ) : null}
        </div>
      </div>
    </article>
  );
}

/** Everything that was ordered, newest first. */
export function OrderList() {
  const query = useInfiniteQuery(ordersQuery);
  return (
    <PagedList
      query={query}
      subject="your orders"
      skeleton={<ListSkeleton height="h-28" />}
      empty={
        <Notice
          icon={ReceiptIndianRupee}
          title="No orders yet"
          action={<ButtonLink to="/mentee/plans">See the plans</ButtonLink>}
        >
          <p>Exploring is free. When you buy a plan, its order and invoice are kept here.</p>
        </Notice>
      }
    >
      {(orders) => (
        <ul className="grid gap-3">
          {orders.map((order) => (
            <li key={order.id}>
              <Row order={order} />
            </li>
          ))}
        </ul>
      )}
    </PagedList>
  );
}
