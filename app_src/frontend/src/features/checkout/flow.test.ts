import { expect, test } from "vitest";
import type { CheckoutResult, OrderState, OrderView } from "@/shared/api/generated/types.gen";
import { advance, type Flow } from "./flow";

const RESULT: CheckoutResult = {
  razorpay_order_id: "order_1",
  razorpay_payment_id: "pay_1",
  razorpay_signature: "a".repeat(64),
};

const order = (state: OrderState, id = "1") => ({ id, state, failure: null }) as OrderView;
const open: Flow = { at: "open", order: order("created") };
const checking: Flow = { at: "checking", order: order("created"), result: RESULT };

test("paid stays paid, whatever comes late", () => {
  const paid = advance(checking, { type: "reported", order: order("paid") });
  expect(paid.at).toBe("paid");
  for (const late of [
    { type: "dismissed" },
    { type: "refused", reason: "late" },
    { type: "reported", order: order("failed") },
    { type: "choose" },
  ] as const) {
    expect(advance(paid, late)).toBe(paid);
  }
});

test("while a payment is being checked nothing else can be begun", () => {
  expect(advance(checking, { type: "choose" })).toBe(checking);
  expect(advance(checking, { type: "opened", order: order("created", "2") })).toBe(checking);
  expect(advance(checking, { type: "dismissed" })).toBe(checking);
  expect(advance(checking, { type: "reported", order: order("failed") }).at).toBe("checking");
});

test("a refused attempt is remembered when the window closes, and a success after it counts", () => {
  const refused = advance(open, { type: "refused", reason: "Card declined" });
  expect(advance(refused, { type: "dismissed" })).toMatchObject({
    at: "closed",
    refusal: "Card declined",
  });
  expect(advance(refused, { type: "handed", result: RESULT }).at).toBe("checking");
});

test("a closed window does not hide a payment that arrives afterwards", () => {
  const closed = advance(open, { type: "dismissed" });
  expect(advance(closed, { type: "reported", order: order("created") }).at).toBe("closed");
  expect(advance(closed, { type: "reported", order: order("paid") }).at).toBe("paid");
});

test("what is reported of another order is none of its business", () => {
  const closed = advance(open, { type: "dismissed" });
  expect(advance(closed, { type: "reported", order: order("paid", "2") })).toBe(closed);
});
