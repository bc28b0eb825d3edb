import { useInfiniteQuery } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import { PersonLink, RowLink } from "@/shared/admin/names";
import { StateBadge } from "@/shared/admin/state-badge";
import { knownState, optionsOf, REFUND_STATES } from "@/shared/admin/states";
import type { AdminRefundView, RefundOrigin } from "@/shared/api/generated/types.gen";
import { formatRupees } from "@/shared/lib/format";
import { FilterBar, useFilter } from "@/shared/ui/filter-bar";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { Moment } from "@/shared/ui/moment";
import { Notice } from "@/shared/ui/notice";
import { PagedList } from "@/shared/ui/paged-list";
import { type Column, Table } from "@/shared/ui/table";
import { refundsQuery } from "./queries";

export const ORIGINS: Readonly<Record<RefundOrigin, string>> = {
  mentee: "The mentee",
  admin: "An administrator",
  provider: "Made at the payment service",
};

const COLUMNS: readonly Column<AdminRefundView>[] = [
  {
    header: "Asked for",
    cell: ({ id, created_at }) => (
      <RowLink to={`/admin/refunds/${id}`}>
        <Moment at={created_at} />
      </RowLink>
    ),
  },
  { header: "Mentee", cell: ({ user_id: id }) => <PersonLink id={id} /> },
  {
    header: "Amount",
    numeric: true,
    cell: ({ amount_paise: amount }) => formatRupees(amount),
  },
  { header: "By", cell: ({ origin }) => ORIGINS[origin] },
  { header: "Reason", cell: ({ reason }) => reason },
  {
    header: "State",
    cell: ({ state }) => <StateBadge states={REFUND_STATES} state={state} />,
  },
];

export function RefundList() {
  const [chosen, choose] = useFilter("state");
  const state = knownState(REFUND_STATES, chosen);
  const query = useInfiniteQuery(refundsQuery(state));
  return (
    <>
      <FilterBar
        label="State"
        value={state ?? ""}
        onChange={choose}
        options={[{ value: "", label: "All" }, ...optionsOf(REFUND_STATES)]}
      />
      <PagedList
        query={query}
        subject="the refunds"
        skeleton={<ListSkeleton rows={6} height="h-14" />}
        empty={
          <Notice
            icon={Undo2}
            title={state === "requested" ? "Nothing to decide" : "No refund here"}
          >
            <p>
              Mentees ask for refunds at their orders, administrators at an order's page. Requests
              appear here.
            </p>
          </Notice>
        }
      >
        {(refunds) => (
          <Table caption="Refunds" columns={COLUMNS} rows={refunds} keyOf={({ id }) => id} />
        )}
      </PagedList>
    </>
  );
}
