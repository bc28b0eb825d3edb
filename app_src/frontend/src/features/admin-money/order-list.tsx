import { useInfiniteQuery } from "@tanstack/react-query";
import { ReceiptIndianRupee } from "lucide-react";
import { PersonLink, RowLink } from "@/shared/admin/names";
import { StateBadge } from "@/shared/admin/state-badge";
import { knownState, ORDER_STATES, optionsOf } from "@/shared/admin/states";
import type { AdminOrderView } from "@/shared/api/generated/types.gen";
import { formatRupees } from "@/shared/lib/format";
import { Alert } from "@/shared/ui/alert";
import { Badge } from "@/shared/ui/badge";
import { Button } from "@/shared/ui/button";
import { FilterBar, useFilter } from "@/shared/ui/filter-bar";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { Moment } from "@/shared/ui/moment";
import { Notice } from "@/shared/ui/notice";
import { PagedList } from "@/shared/ui/paged-list";
import { type Column, Table } from "@/shared/ui/table";
import { ordersQuery } from "./queries";

const COLUMNS: readonly Column<AdminOrderView>[] = [
  {
    header: "Ordered",
    cell: ({ id, created_at }) => (
      <RowLink to={`/admin/orders/${id}`}>
        <Moment at={created_at} />
      </RowLink>
    ),
  },
  { header: "Mentee", cell: ({ user_id: id }) => <PersonLink id={id} /> },
  { header: "Plan", cell: ({ plan }) => plan.name },
  {
    header: "Amount",
    numeric: true,
    cell: ({ amount_paise: amount, refunded_paise: refunded }) => (
      <>
        {formatRupees(amount)}
        {refunded > 0 ? (
          <span className="block text-ink-muted text-sm">{formatRupees(refunded)} back</span>
        ) : null}
      </>
    ),
  },
  {
    header: "State",
    cell: ({ state, mismatches }) => (
      <span className="inline-flex flex-wrap gap-1.5 max-md:justify-end">
        <StateBadge states={ORDER_STATES} state={state} />
        {mismatches > 0 ? <Badge tone="danger">Payment does not fit</Badge> : null}
      </span>
    ),
  },
];

export function OrderList() {
  const [chosen, choose] = useFilter("state");
  const [userId, setUser] = useFilter("user_id");
  const state = knownState(ORDER_STATES, chosen);
  const query = useInfiniteQuery(ordersQuery(state, userId));
  return (
    <>
      {userId ? (
        <div className="mb-5">
          <Alert
            action={
              <Button variant="outline" size="small" onClick={() => setUser("")}>
                Show everybody's
              </Button>
            }
          >
            Only orders of <PersonLink id={userId} />
          </Alert>
        </div>
      ) : null}
      <FilterBar
        label="State"
        value={state ?? ""}
        onChange={choose}
        options={[{ value: "", label: "All" }, ...optionsOf(ORDER_STATES)]}
      />
      <PagedList
        query={query}
        subject="the orders"
        skeleton={<ListSkeleton rows={8} height="h-14" />}
        empty={
          <Notice icon={ReceiptIndianRupee} title="No order here">
            <p>
              {state || userId
                ? "Choose another state above, or show everybody's."
                : "The first order appears here as soon as somebody buys a plan."}
            </p>
          </Notice>
        }
      >
        {(orders) => (
          <Table caption="Orders" columns={COLUMNS} rows={orders} keyOf={({ id }) => id} />
        )}
      </PagedList>
    </>
  );
}
