import { useQuery } from "@tanstack/react-query";
import { Download, Printer, SearchX } from "lucide-react";
import { ApiError } from "@/shared/api/errors";
import type { InvoiceView } from "@/shared/api/generated/types.gen";
import { Button, ButtonLink } from "@/shared/ui/button";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { Notice } from "@/shared/ui/notice";
import { PageMeta } from "@/shared/ui/page-meta";
import { PageTitle } from "@/shared/ui/page-title";
import { QuerySection } from "@/shared/ui/query-section";
import { Skeleton } from "@/shared/ui/skeleton";
import { Paper } from "./paper";
import { documentQuery, invoiceQuery } from "./queries";
import { DOCUMENT_NAMES } from "./words";

/** Hands a file to the browser, as a link to it would. */
function save(html: string, invoice: InvoiceView): void {
  const url = URL.createObjectURL(new Blob([html], { type: "text/html" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `codementee-${invoice.number.replaceAll("/", "-").toLowerCase()}.html`;
  link.click();
  URL.revokeObjectURL(url);
}

function Document({ invoice }: { invoice: InvoiceView }) {
  const query = useQuery(documentQuery(invoice.id));
  const name = `${DOCUMENT_NAMES[invoice.kind]} ${invoice.number}`;
  return (
    <>
      <PageMeta title={name} description="An invoice of yours, to print or to keep." />
      <div className="print:hidden">
        <PageTitle
          title={
            <>
              {DOCUMENT_NAMES[invoice.kind]}{" "}
              <span className="whitespace-nowrap">{invoice.number}</span>
            </>
          }
          back={{ to: `/mentee/orders/${invoice.order_id}`, label: "Order" }}
          action={
            <>
              <Button
                variant="outline"
                disabled={!query.data}
                onClick={() => query.data && save(query.data, invoice)}
              >
                <Download aria-hidden className="size-4" />
                Download
              </Button>
              <Button disabled={!query.data} onClick={() => window.print()}>
                <Printer aria-hidden className="size-4" />
                Print
              </Button>
            </>
          }
        >
          {invoice.description}
        </PageTitle>
      </div>
      <QuerySection
        query={query}
        subject="the document"
        skeleton={<Skeleton className="h-[40rem] w-full" />}
      >
        {(html) => <Paper html={html} />}
      </QuerySection>
    </>
  );
}

/** An invoice or credit note as a page: to read, to print, to keep. */
export function Invoice({ invoiceId }: { invoiceId: string }) {
  const query = useQuery(invoiceQuery(invoiceId));
  if (query.data) {
    return <Document invoice={query.data} />;
  }
  const missing = query.error instanceof ApiError && [400, 404].includes(query.error.status ?? 0);
  return (
    <>
      <PageMeta title="Invoice" description="An invoice of yours, to print or to keep." />
      <PageTitle title="Invoice" back={{ to: "/mentee/orders", label: "Orders" }} />
      {missing ? (
        <Notice
          icon={SearchX}
          title="There is no such invoice"
          action={<ButtonLink to="/mentee/invoices">See your invoices</ButtonLink>}
        >
          <p>It may belong to another account.</p>
        </Notice>
      ) : (
        <QuerySection
          query={query}
          subject="the invoice"
          skeleton={<ListSkeleton rows={1} height="h-96" />}
        >
          {() => null}
        </QuerySection>
      )}
    </>
  );
}
