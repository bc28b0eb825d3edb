import { queryOptions } from "@tanstack/react-query";
import { callApi } from "@/shared/api/client";
import { hasCode } from "@/shared/api/errors";
import { getOrder, listMyOrders, verifyPayment } from "@/shared/api/generated/sdk.gen";
import type { CheckoutResult, OrderView } from "@/shared/api/generated/types.gen";

export const ORDERS_KEY = ["mentee", "orders"] as const;

export function loadOrder(orderId: string, signal?: AbortSignal): Promise<OrderView> {
  return callApi((call) => getOrder({ ...call, path: { order_id: orderId } }), signal);
}

/** The latest orders: one of them may be waiting to be paid for a booking. */
export const latestOrdersQuery = queryOptions({
  queryKey: [...ORDERS_KEY, "latest"],
  queryFn: ({ signal }) =>
    callApi((call) => listMyOrders({ ...call, query: { limit: 20 } }), signal),
  staleTime: 0,
});

/** Refusals of the API that asking again does not change. */
export const isDisputed = (error: unknown) =>
  hasCode(error, "signature_invalid", "payment_mismatch", "not_found");

const FIRST_MS = 1_500;
const LONGEST_MS = 15_000;
// Without a word from the checkout most likely nothing was paid: looked for about two minutes, as long as webhooks take.
const ASKED_ON_SUSPICION = 12;

/** Ever slower, and never so slow that a person waiting would notice. */
export function pause(asked: number): number {
  return Math.min(FIRST_MS * 1.5 ** asked, LONGEST_MS);
}

/**
 * Where an order is, asked again and again. With what the checkout handed over, that is handed in first: it makes the order
 * paid without waiting for the payment service's own report, and repeating it changes nothing.
 */
export const watchQuery = (orderId: string, result: CheckoutResult | undefined) =>
  queryOptions({
    queryKey: [...ORDERS_KEY, "watch", orderId, result?.razorpay_payment_id ?? ""],
    queryFn: async ({ signal }) => {
      if (result) {
        try {
          return await callApi((call) => verifyPayment({ ...call, body: result }), signal);
        } catch (error) {
          if (isDisputed(error) || signal.aborted) {
            throw error;
          }
        }
      }
      return loadOrder(orderId, signal);
    },
    // The next question is the retry.
    retry: false,
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: "always",
    refetchInterval: ({ state }) => {
      const asked = state.dataUpdateCount + state.errorUpdateCount;
      const over = isDisputed(state.error) || (!result && asked >= ASKED_ON_SUSPICION);
      return over ? false : pause(asked);
    },
  });
