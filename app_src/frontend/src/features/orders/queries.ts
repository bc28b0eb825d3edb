import { queryOptions, useQuery } from "@tanstack/react-query";
import { callApi } from "@/shared/api/client";
import {
  getMyInvoice,
  getMyInvoiceDocument,
  getOrder,
  listMyInvoices,
  listMyOrders,
  listMyRefunds,
} from "@/shared/api/generated/sdk.gen";
import { PAGE_LIMIT, pagedQuery } from "@/shared/api/pages";

export const ORDERS_KEY = ["mentee", "orders"] as const;
const INVOICES_KEY = ["mentee", "invoices"] as const;

/** Newest first. */
export const ordersQuery = pagedQuery([...ORDERS_KEY, "list"], (call) => listMyOrders(call));

export const orderQuery = (orderId: string) =>
  queryOptions({
    queryKey: [...ORDERS_KEY, "one", orderId],
    queryFn: ({ signal }) =>
      callApi((call) => getOrder({ ...call, path: { order_id: orderId } }), signal),
  });

/** All refunds of an order: there are never many. */
export const refundsQuery = (orderId: string) =>
  queryOptions({
    queryKey: [...ORDERS_KEY, "refunds", orderId],
    queryFn: ({ signal }) =>
      callApi(
        (call) =>
          listMyRefunds({ ...call, path: { order_id: orderId }, query: { limit: PAGE_LIMIT } }),
        signal,
      ),
    select: (page) => page.items,
  });

/** Invoices and credit notes, newest first. */
export const invoicesQuery = pagedQuery([...INVOICES_KEY, "list"], (call) => listMyInvoices(call));

const latestInvoicesQuery = queryOptions({
  queryKey: [...INVOICES_KEY, "latest"],
  queryFn: ({ signal }) =>
    callApi((call) => listMyInvoices({ ...call, query: { limit: PAGE_LIMIT } }), signal),
});

/** The documents of one order, among the latest hundred. */
export function useDocumentsOf(orderId: string) {
  return useQuery({
    ...latestInvoicesQuery,
    select: (page) => page.items.filter((document) => document.order_id === orderId),
  });
}

export const invoiceQuery = (invoiceId: string) =>
  queryOptions({
    queryKey: [...INVOICES_KEY, "one", invoiceId],
    queryFn: ({ signal }) =>
      callApi((call) => getMyInvoice({ ...call, path: { invoice_id: invoiceId } }), signal),
    // Never changed once it is issued.
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The document itself: a page in one file, made for paper. */
export const documentQuery = (invoiceId: string) =>
  queryOptions({
    queryKey: [...INVOICES_KEY, "document", invoiceId],
    queryFn: ({ signal }) =>
      callApi(
        (call) =>
          getMyInvoiceDocument({ ...call, path: { invoice_id: invoiceId }, parseAs: "text" }),
        signal,
      ),
    staleTime: Number.POSITIVE_INFINITY,
  });
