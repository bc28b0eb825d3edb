import { queryOptions } from "@tanstack/react-query";
import { callApi } from "@/shared/api/client";
import {
  adminListAudit,
  adminListInvoices,
  getAnyOrder,
  getRefund,
  listOrders,
  listRefunds,
} from "@/shared/api/generated/sdk.gen";
import type {
  AdminOrderView,
  AdminRefundPage,
  AdminRefundView,
  OrderState,
  RefundState,
} from "@/shared/api/generated/types.gen";
import { PAGE_LIMIT, pagedQuery } from "@/shared/api/pages";
import type { Period } from "./invoice-period";

export const ORDERS = ["admin", "orders"] as const;
export const REFUNDS = ["admin", "refunds"] as const;
const SETTLING_MS = 10_000;

export const ordersQuery = (state: OrderState | undefined, userId: string) =>
  pagedQuery([...ORDERS, "list", state ?? "", userId], (call) =>
    listOrders({
      ...call,
      query: { ...call.query, ...(state ? { state } : {}), ...(userId ? { user_id: userId } : {}) },
    }),
  );

export const orderQuery = (orderId: string) =>
  queryOptions({
    queryKey: [...ORDERS, "one", orderId],
    queryFn: ({ signal }) =>
      callApi((call) => getAnyOrder({ ...call, path: { order_id: orderId } }), signal),
  });

export const refundsQuery = (state: RefundState | undefined) =>
  pagedQuery([...REFUNDS, "list", state ?? ""], (call) =>
    listRefunds({ ...call, query: { ...call.query, ...(state ? { state } : {}) } }),
  );

/** Those that wait for a decision, as far as one page goes. */
export const openRefundsQuery = queryOptions({
  queryKey: [...REFUNDS, "open"],
  queryFn: ({ signal }) =>
    callApi(
      (call) => listRefunds({ ...call, query: { state: "requested", limit: PAGE_LIMIT } }),
      signal,
    ),
  refetchInterval: 60_000,
});

export const refundQuery = (refundId: string) =>
  queryOptions({
    queryKey: [...REFUNDS, "one", refundId],
    queryFn: ({ signal }) =>
      callApi((call) => getRefund({ ...call, path: { refund_id: refundId } }), signal),
    // While it is under way the payment service may answer at any moment.
    refetchInterval: ({ state }) =>
      state.data?.state === "approved" || state.data?.state === "processing" ? SETTLING_MS : false,
  });

const PAGES = 10;

/** Refunds of one order: the list is newest first, and no refund is older than its order. */
export const refundsOfQuery = ({ id, created_at }: AdminOrderView) =>
  queryOptions({
    queryKey: [...REFUNDS, "of", id],
    queryFn: async ({ signal }) => {
      const found: AdminRefundView[] = [];
      let cursor: string | null = null;
      for (let page = 0; page < PAGES; page += 1) {
        const after: string | null = cursor;
        const answer: AdminRefundPage = await callApi(
          (call) =>
            listRefunds({
              ...call,
              query: { limit: PAGE_LIMIT, ...(after ? { cursor: after } : {}) },
            }),
          signal,
        );
        found.push(...answer.items.filter(({ order_id }) => order_id === id));
        const last = answer.items.at(-1);
        cursor = answer.pagination.next_cursor;
        if (cursor === null || (last && Date.parse(last.created_at) < Date.parse(created_at))) {
          break;
        }
      }
      return found;
    },
  });

export const invoicesQuery = ({ from, to }: Period) =>
  pagedQuery(["admin", "invoices", from, to], (call) =>
    adminListInvoices({ ...call, query: { ...call.query, from, to } }),
  );

/** The number of the invoice, from the entry that the payment made in the audit log. */
export const invoiceNumberQuery = (orderId: string) =>
  queryOptions({
    queryKey: [...ORDERS, "invoice", orderId],
    queryFn: async ({ signal }) => {
      const { items } = await callApi(
        (call) => adminListAudit({ ...call, query: { subject: "order", subject_id: orderId } }),
        signal,
      );
      const number = items.find(({ action }) => action === "order.paid")?.details.invoice;
      return typeof number === "string" ? number : null;
    },
  });
