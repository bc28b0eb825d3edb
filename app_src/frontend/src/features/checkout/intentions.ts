// The keys orders were placed with, so that an order begun earlier is paid instead of a second one being placed; and what
// the checkout handed over, until the API has confirmed it. On another device an open order is simply placed anew.
import type { CheckoutResult, NewOrder } from "@/shared/api/generated/types.gen";

const STORE = "codementee.orders";
const KEPT = 20;

interface Intention {
  key: string;
  result?: CheckoutResult;
}

type Intentions = Record<string, Intention>;

function read(): Intentions {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(STORE) ?? "{}");
    return typeof value === "object" && value !== null ? (value as Intentions) : {};
  } catch {
    return {};
  }
}

export function intentionOf(orderId: string): Intention | undefined {
  return read()[orderId];
}

export function rememberIntention(orderId: string, intention: Intention): void {
  const { [orderId]: _, ...others } = read();
  const kept = [...Object.entries(others), [orderId, intention] as const].slice(-KEPT);
  try {
    localStorage.setItem(STORE, JSON.stringify(Object.fromEntries(kept)));
  } catch {
    // Storage refused: what is known then lasts for this page only.
  }
}

/** Tells intentions apart; not a secret. */
function digest(text: string): string {
  let hash = 0x811c9dc5;
  for (const unit of text) {
    hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash.toString(16).padStart(8, "0");
}

/**
 * The Idempotency-Key of an order. For a booking it follows from what is wanted: whichever page, tab or device asks, the
 * same order comes back. A plan for its own sake may be bought any number of times.
 */
export function keyFor(order: NewOrder): string {
  return order.booking_id
    ? `${order.booking_id}-${digest(order.plan_code)}-${digest(JSON.stringify(order.billing ?? {}))}`
    : crypto.randomUUID();
}
