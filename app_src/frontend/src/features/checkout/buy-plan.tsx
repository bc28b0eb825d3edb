import { CircleCheck } from "lucide-react";
import { useSearchParams } from "react-router";
import type { OrderView } from "@/shared/api/generated/types.gen";
import { countOf, formatRupees } from "@/shared/lib/format";
import { ButtonLink } from "@/shared/ui/button";
import { Checkout } from "./checkout";
import { PaymentDocument } from "./payment-document";

/** What was bought is there: what one can do with it now. */
export function Bought({ order }: { order: OrderView }) {
  return (
    <section className="rounded-card bg-success-soft p-6 sm:p-8">
      <CircleCheck aria-hidden className="size-9 text-success" />
      <h2 className="mt-3 font-bold font-display text-2xl">
        {countOf(order.plan.mocks, "mock")} on your account
      </h2>
      <p className="mt-1">
        You paid {formatRupees(order.amount_paise)} for {order.plan.name}. Use{" "}
        {order.plan.mocks === 1 ? "it" : "them"} within {countOf(order.plan.months, "month")}. The
        invoice is on its way to you by mail.
      </p>
      <div className="mt-5 flex flex-wrap gap-3">
        <ButtonLink to="/mentee/book">Book a mock</ButtonLink>
        <ButtonLink to={`/mentee/orders/${order.id}`} variant="outline">
          Order and invoice
        </ButtonLink>
      </div>
    </section>
  );
}

/** A plan without a booking: mocks to book later. ?plan suggests one. */
export function BuyPlan() {
  const [parameters] = useSearchParams();
  const plan = parameters.get("plan");
  return (
    <PaymentDocument>
      <Checkout
        start={{ at: "choosing" }}
        {...(plan ? { plan } : {})}
        onPaid={() => undefined}
        later={
          <ButtonLink to="/mentee/orders" variant="quiet">
            Later
          </ButtonLink>
        }
        paid={(order) => <Bought order={order} />}
      />
    </PaymentDocument>
  );
}
