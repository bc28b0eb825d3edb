import { InvoiceList } from "@/features/orders/invoice-list";
import { PageMeta } from "@/shared/ui/page-meta";
import { PageTitle } from "@/shared/ui/page-title";
import { MoneyTabs } from "./money-tabs";

export function Component() {
  return (
    <>
      <PageMeta title="Invoices" description="Your invoices and credit notes." />
      <PageTitle title="Invoices" />
      <MoneyTabs />
      <InvoiceList />
    </>
  );
}
