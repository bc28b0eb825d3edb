import { OrderList } from "@/features/orders/order-list";
import { ButtonLink } from "@/shared/ui/button";
import { PageMeta } from "@/shared/ui/page-meta";
import { PageTitle } from "@/shared/ui/page-title";
import { MoneyTabs } from "./money-tabs";

export function Component() {
  return (
    <>
      <PageMeta title="Orders" description="What you ordered, paid and got back." />
      <PageTitle title="Orders" action={<ButtonLink to="/mentee/plans">Buy a plan</ButtonLink>} />
      <MoneyTabs />
      <h2 className="sr-only">Your orders</h2>
      <OrderList />
    </>
  );
}
