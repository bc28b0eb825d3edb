import type { CheckoutResult, OrderView } from "@/shared/api/generated/types.gen";

/** Where paying has got to. Everything from `open` on belongs to an order that stays, whatever happens to this page. */
export type Flow =
  | { at: "choosing" }
  /** The payment service's window is open; `refusal` is why the last attempt in it did not go through. */
  | { at: "open"; order: OrderView; refusal?: string }
  /** The window was closed without a result. Something may still be on its way, from an app on the phone for instance. */
  | { at: "closed"; order: OrderView; refusal?: string }
  | { at: "blocked"; order: OrderView; why: "offline" | "blocked" }
  /** Paid, as the checkout says; the API has not confirmed it yet. */
  | { at: "checking"; order: OrderView; result: CheckoutResult }
  | { at: "paid"; order: OrderView }
  /** The API refuses what the checkout handed over: only people can sort that out. */
  | { at: "disputed"; order: OrderView };

export type FlowEvent =
  | { type: "opened"; order: OrderView }
  | { type: "unavailable"; why: "offline" | "blocked"; order: OrderView }
  | { type: "refused"; reason: string }
  | { type: "dismissed" }
  | { type: "handed"; result: CheckoutResult }
  | { type: "reported"; order: OrderView }
  | { type: "disputed" }
  | { type: "choose" };

export const PAID_STATES: readonly OrderView["state"][] = [
  "paid",
  "partially_refunded",
  "refunded",
];
export const PAYABLE_STATES: readonly OrderView["state"][] = ["created", "failed"];

export function orderOf(flow: Flow): OrderView | undefined {
  return "order" in flow ? flow.order : undefined;
}

/** What is reported late or twice never takes a step back: paid stays paid. */
export function advance(flow: Flow, event: FlowEvent): Flow {
  if (flow.at === "paid") {
    return flow;
  }
  switch (event.type) {
    case "opened":
      return flow.at === "checking" ? flow : { at: "open", order: event.order };
    case "unavailable":
      return { at: "blocked", order: event.order, why: event.why };
    case "refused":
      return flow.at === "open" ? { ...flow, refusal: event.reason } : flow;
    case "dismissed":
      return flow.at === "open" ? { ...flow, at: "closed" } : flow;
    case "handed":
      return flow.at === "open" || flow.at === "closed"
        ? { at: "checking", order: flow.order, result: event.result }
        : flow;
    case "reported":
      return reported(flow, event.order);
    case "disputed":
      return flow.at === "checking" ? { at: "disputed", order: flow.order } : flow;
    case "choose":
      return flow.at === "checking" || flow.at === "open" ? flow : { at: "choosing" };
  }
}

function reported(flow: Flow, order: OrderView): Flow {
  if (orderOf(flow) !== undefined && orderOf(flow)?.id !== order.id) {
    return flow;
  }
  if (PAID_STATES.includes(order.state)) {
    return { at: "paid", order };
  }
  if (flow.at === "closed") {
    const refusal = order.failure?.description ?? flow.refusal;
    return { at: "closed", order, ...(refusal ? { refusal } : {}) };
  }
  return flow.at === "checking" || flow.at === "open" ? { ...flow, order } : flow;
}
