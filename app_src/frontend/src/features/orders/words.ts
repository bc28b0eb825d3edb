import type {
  DocumentKind,
  OrderState,
  OrderView,
  RefundState,
} from "@/shared/api/generated/types.gen";
import { formatRupees } from "@/shared/lib/format";
import type { BadgeTone } from "@/shared/ui/badge";

interface Shown {
  label: string;
  tone: BadgeTone;
}

export const ORDER_STATES: Readonly<Record<OrderState, Shown>> = {
  created: { label: "Not paid yet", tone: "warning" },
  failed: { label: "Payment failed", tone: "danger" },
  expired: { label: "Ran out", tone: "neutral" },
  paid: { label: "Paid", tone: "success" },
  partially_refunded: { label: "Partly refunded", tone: "brand" },
  refunded: { label: "Refunded", tone: "neutral" },
};

export const REFUND_STATES: Readonly<Record<RefundState, Shown>> = {
  requested: { label: "Being looked at", tone: "warning" },
  rejected: { label: "Not granted", tone: "danger" },
  approved: { label: "Granted", tone: "brand" },
  processing: { label: "On its way", tone: "brand" },
  processed: { label: "Paid back", tone: "success" },
  failed: { label: "Failed", tone: "danger" },
};

/** Where a refund is, in a sentence. */
export const REFUND_STORY: Readonly<Record<RefundState, string>> = {
  requested: "We look at it and write to you. Until then you can still use the mocks.",
  rejected: "Your mocks stay as they were.",
  approved: "The money is on its way back to what you paid with.",
  processing: "Your bank usually shows it within five to seven working days.",
  processed: "It went back to what you paid with.",
  failed: "Your bank did not take it. Your mocks are back on your account; write to us.",
};

/** The state of an order, in a sentence. */
export function orderStory(order: OrderView): string {
  switch (order.state) {
    case "created":
      return "The order is placed and waits for your payment.";
    case "failed":
      return "The last attempt to pay did not go through. Nothing was bought yet; you can try again.";
    case "expired":
      return "It was not paid in time, so nothing was bought and nothing was charged.";
    case "paid":
      return "Thank you. The mocks are on your account.";
    case "partially_refunded":
      return `${formatRupees(order.refunded_paise)} of it went back to you.`;
    case "refunded":
      return "The whole amount went back to you.";
  }
}

export const DOCUMENT_NAMES: Readonly<Record<DocumentKind, string>> = {
  invoice: "Invoice",
  credit_note: "Credit note",
};

const METHODS: Readonly<Record<string, string>> = {
  card: "Card",
  upi: "UPI",
  netbanking: "Net banking",
  wallet: "Wallet",
  emi: "EMI",
  paylater: "Pay later",
};

export function methodName(method: string): string {
  return METHODS[method] ?? method.charAt(0).toUpperCase() + method.slice(1);
}

/** Somebody could still be paying. */
export function isPayable(order: Pick<OrderView, "state">): boolean {
  return order.state === "created" || order.state === "failed";
}

/** Something of it could be paid back. */
export function isRefundable(order: Pick<OrderView, "state">): boolean {
  return order.state === "paid" || order.state === "partially_refunded";
}
