import { useNavigate } from "react-router";
import type { OrderView } from "@/shared/api/generated/types.gen";
import { Checkout } from "./checkout";
import { PaymentDocument } from "./payment-document";
import { resume } from "./use-checkout";

/** An order that was placed for a plan alone and waits to be paid. */
export function PayOrder({ order, onPaid }: { order: OrderView; onPaid: () => void }) {
  const navigate = useNavigate();
  return (
    <PaymentDocument>
      <Checkout
        start={resume(order)}
        plan={order.plan.code}
        onPaid={(paid) => {
          if (paid.id === order.id) {
            onPaid();
          } else {
            // Another plan was chosen, or the order had to be placed anew.
            void navigate(`/mentee/orders/${paid.id}`, { replace: true });
          }
        }}
        later={null}
        paid={() => null}
      />
    </PaymentDocument>
  );
}
