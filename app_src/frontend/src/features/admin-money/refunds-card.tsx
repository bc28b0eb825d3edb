import { useQuery } from "@tanstack/react-query";
import { RowLink } from "@/shared/admin/names";
import { StateBadge } from "@/shared/admin/state-badge";
import { REFUND_STATES } from "@/shared/admin/states";
import type { AdminOrderView } from "@/shared/api/generated/types.gen";
import { formatRupees } from "@/shared/lib/format";
import { Card } from "@/shared/ui/card";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { Moment } from "@/shared/ui/moment";
import { QuerySection } from "@/shared/ui/query-section";
import { Table } from "@/shared/ui/table";
import { NewRefund } from "./new-refund";
import { refundsOfQuery } from "./queries";

/** What went back of an order or may go back, and asking for more. */
export function RefundsCard({ order }: { order: AdminOrderView }) {
  const query = useQuery(refundsOfQuery(order));
  const left = order.amount_paise - order.reserved_paise;
  const refundable = order.state === "paid" || order.state === "partially_refunded";
  const open = query.data?.find(({ state }) => state === "requested");
  return (
    <Card
      title="Refunds"
      aside={refundable && left > 0 && !open ? <NewRefund order={order} left={left} /> : null}
    >
      {open ? (
        <p className="mb-3">
          One waits for a decision: <RowLink to={`/admin/refunds/${open.id}`}>decide on it</RowLink>{" "}
          before another can be asked for.
        </p>
      ) : null}
      <QuerySection
        query={query}
        subject="the refunds"
        skeleton={<ListSkeleton rows={1} height="h-12" />}
        isEmpty={(refunds) => refunds.length === 0}
        empty={
          <p className="text-ink-muted">
            {refundable
              ? `None so far. Up to ${formatRupees(left)} can go back.`
              : order.payment
                ? "None."
                : "None: nothing was paid."}
          </p>
        }
      >
        {(refunds) => (
          <Table
            caption="Refunds of this order"
            rows={refunds}
            keyOf={({ id }) => id}
            columns={[
              {
                header: "Asked for",
                cell: ({ id, created_at }) => (
                  <RowLink to={`/admin/refunds/${id}`}>
                    <Moment at={created_at} />
                  </RowLink>
                ),
              },
              {
                header: "Amount",
                numeric: true,
                cell: ({ amount_paise: amount }) => formatRupees(amount),
              },
              { header: "Reason", cell: ({ reason }) => reason },
              {
                header: "State",
                cell: ({ state }) => <StateBadge states={REFUND_STATES} state={state} />,
              },
            ]}
          />
        )}
      </QuerySection>
    </Card>
  );
}
