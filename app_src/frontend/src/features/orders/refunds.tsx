import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { creditsQuery } from "@/shared/api/credits";
import type { OrderView, RefundView } from "@/shared/api/generated/types.gen";
import { countOf, formatRupees } from "@/shared/lib/format";
import { serverNow } from "@/shared/lib/server-clock";
import { Badge } from "@/shared/ui/badge";
import { Card } from "@/shared/ui/card";
import { Moment } from "@/shared/ui/moment";
import { QuerySection } from "@/shared/ui/query-section";
import { Skeleton } from "@/shared/ui/skeleton";
import { refundsQuery } from "./queries";
import { REFUND_STATES, REFUND_STORY } from "./words";

// With a form and a dialog, for those few who have something to ask back.
const RequestRefund = lazy(() =>
  import("./request-refund").then((part) => ({ default: part.RequestRefund })),
);

// The smallest refund there is: one rupee.
const LEAST_PAISE = 100;

function Refund({ refund }: { refund: RefundView }) {
  const { label, tone } = REFUND_STATES[refund.state];
  return (
    <li className="py-4 first:pt-0 last:pb-0">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-semibold tabular-nums">{formatRupees(refund.amount_paise)}</span>
        {refund.credits > 0 ? <span>for {countOf(refund.credits, "unused mock")}</span> : null}
        <Badge tone={tone}>{label}</Badge>
      </p>
      <p className="mt-1 text-ink-muted">
        Asked for <Moment at={refund.created_at} />. {REFUND_STORY[refund.state]}
      </p>
      <p className="mt-1 break-words text-sm">“{refund.reason}”</p>
      {refund.decision_reason ? (
        <p className="mt-1 break-words text-sm">
          <span className="font-medium">Our answer:</span> {refund.decision_reason}
        </p>
      ) : null}
    </li>
  );
}

const UNDECIDED: readonly RefundView["state"][] = ["requested", "approved", "processing"];

/** What went back or is to go back, and asking for it. */
export function Refunds({ order }: { order: OrderView }) {
  const query = useQuery(refundsQuery(order.id));
  const credits = useQuery(creditsQuery);
  const lot = credits.data?.items.find(({ order_id }) => order_id === order.id);
  const usable = lot && Date.parse(lot.expires_at) > serverNow() ? lot : undefined;
  return (
    <Card title="Getting money back">
      <QuerySection
        query={query}
        subject="the refunds"
        skeleton={<Skeleton className="h-24 w-full" />}
      >
        {(refunds) => {
          const open = refunds.some(({ state }) => UNDECIDED.includes(state));
          // The unused mocks' share of the price, as the API counts it: the exact amount is in its answer.
          const share = usable
            ? Math.min(
                Math.floor((order.amount_paise * usable.remaining) / usable.granted),
                order.amount_paise - order.refunded_paise,
              )
            : 0;
          return (
            <>
              {refunds.length > 0 ? (
                <ul className="mb-5 divide-y divide-line">
                  {refunds.map((refund) => (
                    <Refund key={refund.id} refund={refund} />
                  ))}
                </ul>
              ) : null}
              {open ? (
                <p className="text-ink-muted text-sm">
                  Another refund can be asked for when this one is settled.
                </p>
              ) : usable && share >= LEAST_PAISE ? (
                <Suspense fallback={<Skeleton className="h-11 w-full" />}>
                  <RequestRefund order={order} unused={usable.remaining} amountPaise={share} />
                </Suspense>
              ) : credits.isSuccess && refunds.length === 0 ? (
                <p className="text-ink-muted">
                  The price of unused mocks can be paid back while the plan lasts. Of this order
                  there is none left to pay back.
                </p>
              ) : null}
            </>
          );
        }}
      </QuerySection>
    </Card>
  );
}
