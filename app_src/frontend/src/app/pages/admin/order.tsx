import { useParams } from "react-router";
import { OrderDesk } from "@/features/admin-money/order-desk";
import { PageMeta } from "@/shared/ui/page-meta";

export function Component() {
  const { orderId = "" } = useParams();
  return (
    <>
      <PageMeta title="Order" description="One order, its payment and its refunds." />
      <OrderDesk key={orderId} orderId={orderId} />
    </>
  );
}
