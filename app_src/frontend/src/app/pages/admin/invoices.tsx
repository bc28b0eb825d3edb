import { InvoiceList } from "@/features/admin-money/invoice-list";
import { PageMeta } from "@/shared/ui/page-meta";
import { PageTitle } from "@/shared/ui/page-title";

export function Component() {
  return (
    <>
      <PageMeta title="Invoices" description="What was invoiced in a period, and its taxes." />
      <PageTitle title="Invoices">
        <p>What was invoiced and credited in a period, with the sums a tax return asks for.</p>
      </PageTitle>
      <InvoiceList />
    </>
  );
}
