import { lazy, Suspense } from "react";
import { useParams } from "react-router";
import { OrderDetails } from "@/features/orders/order-details";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { PageMeta } from "@/shared/ui/page-meta";
import { PageTitle } from "@/shared/ui/page-title";

// Most orders are paid.
const PayOrder = lazy(() =>
  import("@/features/checkout/pay-order").then((part) => ({ default: part.PayOrder })),
);

export function Component() {
  const { orderId = "" } = useParams();
  return (
    <>
      <PageMeta title="Order" description="One of your orders: payment, invoice and refunds." />
      <PageTitle title="Order" back={{ to: "/mentee/orders", label: "Orders" }} />
      <OrderDetails
        key={orderId}
        orderId={orderId}
        pay={(order, onPaid) => (
          <Suspense fallback={<ListSkeleton rows={1} height="h-56" />}>
            <PayOrder order={order} onPaid={onPaid} />
          </Suspense>
        )}
      />
    </>
  );
}
