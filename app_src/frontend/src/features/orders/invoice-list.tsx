import { useInfiniteQuery } from "@tanstack/react-query";
import { FileText } from "lucide-react";
import { Link } from "react-router";
import { formatRupees } from "@/shared/lib/format";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { Moment } from "@/shared/ui/moment";
import { Notice } from "@/shared/ui/notice";
import { PagedList } from "@/shared/ui/paged-list";
import { Table } from "@/shared/ui/table";
import { invoicesQuery } from "./queries";
import { DOCUMENT_NAMES } from "./words";

/** All documents, as one hands them to an employer or an accountant. */
export function InvoiceList() {
  const query = useInfiniteQuery(invoicesQuery);
  return (
    <PagedList
      query={query}
      subject="your invoices"
      skeleton={<ListSkeleton height="h-14" />}
      empty={
        <Notice icon={FileText} title="No invoices yet">
          <p>Each payment comes with an invoice, which is kept here and sent to you by mail.</p>
        </Notice>
      }
    >
      {(documents) => (
        <Table
          caption="Invoices and credit notes"
          rows={documents}
          keyOf={({ id }) => id}
          columns={[
            {
              header: "Number",
              cell: ({ id, number, kind }) => (
                <Link
                  to={`/mentee/invoices/${id}`}
                  className="inline-flex min-h-9 items-center font-medium text-brand underline-offset-4 hover:underline pointer-coarse:min-h-11"
                >
                  {DOCUMENT_NAMES[kind]} {number}
                </Link>
              ),
            },
            { header: "For", cell: ({ description }) => description },
            { header: "Issued", cell: ({ issued_at }) => <Moment at={issued_at} /> },
            {
              header: "Amount",
              numeric: true,
              cell: ({ amount_paise, kind }) =>
                `${kind === "credit_note" ? "−" : ""}${formatRupees(amount_paise)}`,
            },
          ]}
        />
      )}
    </PagedList>
  );
}
