import { FileText } from "lucide-react";
import { Link } from "react-router";
import { formatRupees } from "@/shared/lib/format";
import { Card } from "@/shared/ui/card";
import { Moment } from "@/shared/ui/moment";
import { QuerySection } from "@/shared/ui/query-section";
import { Skeleton } from "@/shared/ui/skeleton";
import { useDocumentsOf } from "./queries";
import { DOCUMENT_NAMES } from "./words";

/** The invoice of an order, and what corrects it. */
export function Documents({ orderId }: { orderId: string }) {
  const query = useDocumentsOf(orderId);
  return (
    <Card title="Invoice">
      <QuerySection
        query={query}
        subject="the invoice"
        skeleton={<Skeleton className="h-14 w-full" />}
        isEmpty={(documents) => documents.length === 0}
        empty={<p className="text-ink-muted">The invoice is written with the payment.</p>}
      >
        {(documents) => (
          <ul className="-mx-3 -my-1.5">
            {documents.map((document) => (
              <li key={document.id}>
                <Link
                  to={`/mentee/invoices/${document.id}`}
                  className="flex min-h-14 items-center gap-3 rounded-control px-3 py-2 hover:bg-brand-soft"
                >
                  <FileText aria-hidden className="size-5 shrink-0 text-brand" />
                  <span className="min-w-0 grow">
                    <span className="font-semibold">
                      {DOCUMENT_NAMES[document.kind]} {document.number}
                    </span>
                    <span className="block text-ink-muted text-sm">
                      <Moment at={document.issued_at} />
                    </span>
                  </span>
                  <span className="shrink-0 font-medium tabular-nums">
                    {formatRupees(document.amount_paise)}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        )}
      </QuerySection>
    </Card>
  );
}
