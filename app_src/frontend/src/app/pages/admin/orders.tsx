import { OrderList } from "@/features/admin-money/order-list";
import { PageMeta } from "@/shared/ui/page-meta";
import { PageTitle } from "@/shared/ui/page-title";

export function Component() {
  return (
    <>
      <PageMeta title="Orders" description="What was ordered and paid." />
      <PageTitle title="Orders">
        <p>What was ordered and paid, the newest first.</p>
      </PageTitle>
      <OrderList />
    </>
  );
}
