import type { CheckoutResult, OrderView, PricingPlan } from "@/shared/api/generated/types.gen";
import type { CheckoutOptions, PaymentRefusal } from "./razorpay";

export const BOOKING_ID = "665f1c2e9b1d8a0012345678";
const ORDER_ID = "775f1c2e9b1d8a0012345678";
export const ORDER_PATH = `/api/payment/orders/${ORDER_ID}`;
export const GROWTH: PricingPlan = {
  id: "2",
  code: "growth",
  name: "Growth",
  tagline: "Practise until it is a habit",
  price_paise: 499_900,
  currency: "INR",
  mocks: 3,
  months: 3,
  features: ["3 mock interviews, within 3 months"],
  recommended: true,
};
export const FOUNDATION: PricingPlan = {
  ...GROWTH,
  id: "1",
  code: "foundation",
  name: "Foundation",
  price_paise: 199_900,
  mocks: 1,
  months: 1,
  recommended: false,
};
export const RESULT: CheckoutResult = {
  razorpay_order_id: "order_PNf9jDXSqAaBcd",
  razorpay_payment_id: "pay_PNfAqyWkLmNoPq",
  razorpay_signature: "a".repeat(64),
};

export function order(changes: Partial<OrderView> = {}): OrderView {
  return {
    id: ORDER_ID,
    state: "created",
    plan: { code: "growth", name: "Growth", price_paise: 499_900, mocks: 3, months: 3 },
    booking_id: BOOKING_ID,
    amount_paise: 499_900,
    refunded_paise: 0,
    currency: "INR",
    policy_version: "2026-11",
    razorpay_order_id: "order_PNf9jDXSqAaBcd",
    payment: null,
    failure: null,
    expires_at: new Date(Date.now() + 1_800_000).toISOString(),
    created_at: new Date().toISOString(),
    ...changes,
  };
}

export const paid = () =>
  order({
    state: "paid",
    payment: { id: "pay_PNfAqyWkLmNoPq", method: "upi", captured_at: new Date().toISOString() },
  });
export const answer = (view: OrderView) => Response.json(view);
export const placed = () =>
  Response.json({ order: order(), razorpay_key_id: "rzp_test_1" }, { status: 201 });

/** The payment service's windows that were opened, to do in them what a customer would. */
export const windows: FakeRazorpay[] = [];

export class FakeRazorpay {
  options: CheckoutOptions;
  fail: (refusal: PaymentRefusal) => void = () => {};
  constructor(options: CheckoutOptions) {
    this.options = options;
  }
  on(_event: string, listener: (refusal: PaymentRefusal) => void) {
    this.fail = listener;
  }
  open() {
    windows.push(this);
  }
  close() {}
}
