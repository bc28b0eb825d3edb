import { useInfiniteQuery } from "@tanstack/react-query";
import { FileText } from "lucide-react";
import { RowLink } from "@/shared/admin/names";
import type { AdminInvoice } from "@/shared/api/generated/types.gen";
import { formatRupees } from "@/shared/lib/format";
import { formatDay } from "@/shared/lib/time";
import { Badge } from "@/shared/ui/badge";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { Notice } from "@/shared/ui/notice";
import { PagedList } from "@/shared/ui/paged-list";
import { type Column, Table } from "@/shared/ui/table";
import { InvoiceExport } from "./invoice-export";
import { InvoiceFilter, usePeriod } from "./invoice-filter";
import { INDIA } from "./invoice-period";
import { InvoiceTotals, KINDS } from "./invoice-totals";
import { invoicesQuery } from "./queries";

function taxOf({ tax }: AdminInvoice): string {
  if (tax === null) {
    return "No tax";
  }
  const sum = tax.cgst_paise + tax.sgst_paise + tax.igst_paise;
  return `${formatRupees(sum)} (${tax.igst_paise > 0 ? "IGST" : "CGST and SGST"})`;
}

const COLUMNS: readonly Column<AdminInvoice>[] = [
  {
    header: "Number",
    cell: ({ number, kind, original_number: original }) => (
      <>
        <span className="whitespace-nowrap font-medium">{number}</span>
        {kind === "credit_note" ? (
          <span className="block">
            <Badge>{KINDS[kind]}</Badge>
            {original ? <span className="text-ink-muted text-sm"> of {original}</span> : null}
          </span>
        ) : null}
      </>
    ),
  },
  // The day that counts for the return is India's, wherever the administrator is.
  {
    header: "Issued",
    cell: ({ issued_at: at }) => <time dateTime={at}>{formatDay(at, INDIA)}</time>,
  },
  {
    header: "Buyer",
    cell: ({ buyer_name: name, buyer_gstin: gstin, user_id: id }) => (
      <>
        <RowLink to={`/admin/users/${id}`}>{name || "Deleted account"}</RowLink>
        {gstin ? (
          <span className="block font-mono text-ink-muted text-sm">GSTIN {gstin}</span>
        ) : null}
      </>
    ),
  },
  {
    header: "For",
    cell: ({ description, order_id: id }) => (
      <RowLink to={`/admin/orders/${id}`}>{description}</RowLink>
    ),
  },
  { header: "Tax", numeric: true, cell: taxOf },
  {
    header: "Amount",
    numeric: true,
    cell: ({ amount_paise: amount }) => formatRupees(amount),
  },
];

/** What was invoiced in a period, for the tax return and for questions. */
export function InvoiceList() {
  const choice = usePeriod();
  const query = useInfiniteQuery(invoicesQuery(choice.period));
  const totals = query.data?.pages[0]?.totals ?? [];
  return (
    <>
      <InvoiceFilter {...choice} />
      {totals.length > 0 ? <InvoiceTotals totals={totals} /> : null}
      <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
        <p className="text-ink-muted">Days as they are in India, both included.</p>
        <InvoiceExport period={choice.period} />
      </div>
      <PagedList
        query={query}
        subject="the invoices"
        skeleton={<ListSkeleton rows={6} height="h-14" />}
        empty={
          <Notice icon={FileText} title="Nothing was invoiced in these days">
            <p>An invoice is made for each payment, a credit note for each refund.</p>
          </Notice>
        }
      >
        {(invoices) => (
          <Table
            caption="Invoices and credit notes"
            columns={COLUMNS}
            rows={invoices}
            keyOf={({ id }) => id}
          />
        )}
      </PagedList>
    </>
  );
}
