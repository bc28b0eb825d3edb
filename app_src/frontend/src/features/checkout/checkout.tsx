import type { ReactNode } from "react";
import type { OrderView } from "@/shared/api/generated/types.gen";
import type { Flow } from "./flow";
import { PlanForm, usePlanForm } from "./plan-form";
import { Checking, Closed, Disputed, Open } from "./states";
import { useCheckout } from "./use-checkout";

interface CheckoutProps {
  start: Flow;
  bookingId?: string;
  /** The plan to suggest; the recommended one unless given. */
  plan?: string;
  onPaid: (order: OrderView) => void;
  /** Beside "pay now": what becomes of it otherwise. */
  later: ReactNode;
  paid: (order: OrderView) => ReactNode;
}

/** Buying a plan: the form, and everything that can happen after "pay". */
export function Checkout({ start, bookingId, plan = "", onPaid, later, paid }: CheckoutProps) {
  const { flow, pay, payOrder, choose, outOfReach } = useCheckout(start, onPaid);
  const form = usePlanForm(plan, bookingId, pay);
  switch (flow.at) {
    case "choosing":
      return <PlanForm api={form} />;
    case "open":
      return <Open />;
    case "closed":
    case "blocked":
      return <Closed flow={flow} payOrder={payOrder} choose={choose} later={later} />;
    case "checking":
      return <Checking flow={flow} outOfReach={outOfReach} />;
    case "disputed":
      return <Disputed flow={flow} />;
    case "paid":
      return paid(flow.order);
  }
}
