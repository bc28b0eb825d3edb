import { callApi } from "@/shared/api/client";
import { hasCode } from "@/shared/api/errors";
import { createOrder } from "@/shared/api/generated/sdk.gen";
import type { Checkout, NewOrder } from "@/shared/api/generated/types.gen";
import { intentionOf, keyFor, rememberIntention } from "./intentions";

const ATTEMPTS = 5;
const PAUSE_MS = 800;

/** Places an order, or finds the one that was placed under this key before; another request of ours may be at it. */
export async function placeOrder(body: NewOrder, key: string): Promise<Checkout> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const checkout = await callApi((call) =>
        createOrder({ ...call, body, headers: { "Idempotency-Key": key } }),
      );
      rememberIntention(checkout.order.id, { ...intentionOf(checkout.order.id), key });
      return checkout;
    } catch (error) {
      if (attempt === ATTEMPTS || !hasCode(error, "order_in_progress")) {
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

/**
 * One key per intention, however often "pay" is pressed: after a lost answer the same order comes back. What is changed
 * (another plan, other details for the invoice) is another intention.
 */
export function createKeyring(): (order: NewOrder) => string {
  let last: { wanted: string; key: string } | undefined;
  return (order) => {
    const wanted = JSON.stringify(order);
    if (last?.wanted !== wanted) {
      last = { wanted, key: keyFor(order) };
    }
    return last.key;
  };
}
