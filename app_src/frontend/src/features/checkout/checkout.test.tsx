import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { pageOf, refusal, renderPage, signIn, stubRoutes } from "@tests/support";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { config } from "@/shared/lib/config";
import { Checkout } from "./checkout";
import {
  answer,
  BOOKING_ID,
  FakeRazorpay,
  FOUNDATION,
  GROWTH,
  ORDER_PATH,
  order,
  paid,
  placed,
  RESULT,
  windows,
} from "./checkout-fixtures";
import type { Flow } from "./flow";
import { resume } from "./use-checkout";

function renderCheckout(start: Flow = { at: "choosing" }) {
  const onPaid = vi.fn();
  renderPage(
    <Checkout
      start={start}
      bookingId={BOOKING_ID}
      onPaid={onPaid}
      later={null}
      paid={() => <p>Thank you</p>}
    />,
  );
  return onPaid;
}

const USUAL = {
  "GET /api/pricing-plans": pageOf([FOUNDATION, GROWTH]),
  "GET /api/account/profile": new Error("not of interest"),
};
const payButton = () => screen.findByRole("button", { name: "Pay ₹4,999" });
const posts = (requests: Request[], path: string) =>
  requests.filter((one) => one.method === "POST" && new URL(one.url).pathname === path);

beforeEach(() => {
  signIn();
  windows.length = 0;
  window.Razorpay = FakeRazorpay;
});

afterEach(() => {
  delete window.Razorpay;
  config.featuresOff = "";
  vi.useRealTimers();
});

test("while orders are switched off nothing is offered", async () => {
  config.featuresOff = "orders";
  stubRoutes(USUAL);
  renderCheckout();
  expect(await screen.findByText("Plans cannot be bought at the moment")).toBeVisible();
  expect(screen.queryByRole("button", { name: /^Pay/ })).not.toBeInTheDocument();
});

test("a double press on pay places one order and opens one window", async () => {
  const requests = stubRoutes({ ...USUAL, "POST /api/payment/orders": placed() });
  renderCheckout();
  const button = await payButton();
  // In one turn: faster than the button can show that it is at work.
  await act(async () => {
    button.click();
    button.click();
  });
  expect(await screen.findByText("Finish in the payment window")).toBeVisible();
  expect(posts(requests, "/api/payment/orders")).toHaveLength(1);
  expect(windows).toHaveLength(1);
  expect(windows[0]?.options).toMatchObject({
    key: "rzp_test_1",
    order_id: "order_PNf9jDXSqAaBcd",
    amount: 499_900,
    prefill: { name: "Asha Rao", email: "asha@example.com" },
  });
});

test("the total is the plan's whole price, and follows the choice", async () => {
  stubRoutes(USUAL);
  renderCheckout();
  await payButton();
  await userEvent.click(screen.getByRole("radio", { name: /Foundation/ }));
  expect(screen.getByRole("button", { name: "Pay ₹1,999" })).toBeVisible();
  expect(screen.getByText(/GST is included where it applies; nothing is added/)).toBeVisible();
});

test("what the window hands over is verified, and paid is told once", async () => {
  const requests = stubRoutes({
    ...USUAL,
    "POST /api/payment/orders": placed(),
    "POST /api/payment/verify": answer(paid()),
  });
  const onPaid = renderCheckout();
  await userEvent.click(await payButton());
  await screen.findByText("Finish in the payment window");
  act(() => windows[0]?.options.handler(RESULT));
  expect(await screen.findByText("Thank you")).toBeVisible();
  // Told by an effect, which may come after what is seen.
  await waitFor(() => expect(onPaid).toHaveBeenCalledTimes(1));
  expect(await posts(requests, "/api/payment/verify")[0]?.json()).toEqual(RESULT);
});

test("with a late webhook and nobody to verify it is checked on until it is paid, and not paid twice", async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const requests = stubRoutes({
    ...USUAL,
    "POST /api/payment/orders": placed(),
    "POST /api/payment/verify": refusal(503, "payment_provider_unavailable"),
    [`GET ${ORDER_PATH}`]: [answer(order()), new TypeError("Failed to fetch"), answer(paid())],
  });
  renderCheckout();
  await userEvent.click(await payButton());
  await screen.findByText("Finish in the payment window");
  act(() => windows[0]?.options.handler(RESULT));
  expect(await screen.findByText("Please do not pay again.")).toBeVisible();
  expect(screen.queryByRole("button", { name: /Pay ₹/ })).not.toBeInTheDocument();
  await act(() => vi.advanceTimersByTimeAsync(3_000));
  expect(await screen.findByText(/cannot reach Codementee/)).toBeVisible();
  await act(() => vi.advanceTimersByTimeAsync(6_000));
  expect(await screen.findByText("Thank you")).toBeVisible();
  expect(posts(requests, "/api/payment/orders")).toHaveLength(1);
});

test("what was handed over survives a reload: checking goes on", async () => {
  stubRoutes({
    ...USUAL,
    "POST /api/payment/orders": placed(),
    "POST /api/payment/verify": refusal(503, "payment_provider_unavailable"),
    [`GET ${ORDER_PATH}`]: answer(order()),
  });
  renderCheckout();
  await userEvent.click(await payButton());
  await screen.findByText("Finish in the payment window");
  act(() => windows[0]?.options.handler(RESULT));
  await screen.findByText("Please do not pay again.");
  expect(resume(order())).toMatchObject({ at: "checking", result: RESULT });
});

test("a closed window leaves the order: paying goes on with the same one", async () => {
  const requests = stubRoutes({
    ...USUAL,
    "POST /api/payment/orders": placed(),
    [`GET ${ORDER_PATH}`]: answer(order()),
  });
  renderCheckout();
  await userEvent.click(await payButton());
  await screen.findByText("Finish in the payment window");
  act(() => windows[0]?.options.modal.ondismiss());
  expect(await screen.findByText("Not paid yet")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Pay ₹4,999 now" }));
  await screen.findByText("Finish in the payment window");
  const [first, second] = posts(requests, "/api/payment/orders");
  expect(second?.headers.get("Idempotency-Key")).toBe(first?.headers.get("Idempotency-Key"));
  expect(windows).toHaveLength(2);
});

test("before another plan is ordered it is asked whether the first was paid after all", async () => {
  const requests = stubRoutes({
    ...USUAL,
    "POST /api/payment/orders": placed(),
    [`GET ${ORDER_PATH}`]: [answer(order()), answer(paid())],
  });
  renderCheckout();
  await userEvent.click(await payButton());
  await screen.findByText("Finish in the payment window");
  act(() => windows[0]?.options.modal.ondismiss());
  await userEvent.click(await screen.findByRole("button", { name: "Choose another plan" }));
  await userEvent.click(await screen.findByRole("radio", { name: /Foundation/ }));
  await userEvent.click(screen.getByRole("button", { name: "Pay ₹1,999" }));
  expect(await screen.findByText("Thank you")).toBeVisible();
  expect(posts(requests, "/api/payment/orders")).toHaveLength(1);
});

test("a refusal is explained when the window closes, and can be tried again", async () => {
  stubRoutes({
    ...USUAL,
    "POST /api/payment/orders": placed(),
    [`GET ${ORDER_PATH}`]: answer(order()),
  });
  renderCheckout();
  await userEvent.click(await payButton());
  await screen.findByText("Finish in the payment window");
  act(() => windows[0]?.fail({ error: { description: "Payment failed at the bank" } }));
  act(() => windows[0]?.options.modal.ondismiss());
  expect(await screen.findByText("The payment did not go through")).toBeVisible();
  expect(screen.getByText("Payment failed at the bank")).toBeVisible();
  expect(screen.getByRole("button", { name: "Pay ₹4,999 now" })).toBeVisible();
});

test("a blocked script is named as such; nothing is charged and the order stays", async () => {
  delete window.Razorpay;
  stubRoutes({
    ...USUAL,
    "POST /api/payment/orders": placed(),
    [`GET ${ORDER_PATH}`]: answer(order()),
  });
  renderCheckout();
  await userEvent.click(await payButton());
  const script = document.querySelector('script[src*="checkout.razorpay.com"]');
  await act(async () => script?.dispatchEvent(new Event("error")));
  expect(await screen.findByText("The payment window was blocked")).toBeVisible();
  expect(document.querySelector('script[src*="checkout.razorpay.com"]')).toBeNull();
  window.Razorpay = FakeRazorpay;
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("Finish in the payment window")).toBeVisible();
});

test("when the payment service does not answer, what was typed stays", async () => {
  stubRoutes({
    ...USUAL,
    "POST /api/payment/orders": refusal(503, "payment_provider_unavailable", {
      message: "The payment service does not answer at the moment.",
    }),
  });
  renderCheckout();
  await userEvent.click(await screen.findByText("Details for the invoice"));
  await userEvent.type(screen.getByLabelText("Name on the invoice"), "Rao & Sons");
  await userEvent.click(await payButton());
  expect(await screen.findByRole("alert")).toHaveTextContent("does not answer");
  expect(screen.getByLabelText("Name on the invoice")).toHaveValue("Rao & Sons");
});

test("a GSTIN the API refuses is shown at its field", async () => {
  stubRoutes({
    ...USUAL,
    "POST /api/payment/orders": refusal(422, "validation_failed", {
      fields: [{ path: "billing.gstin", message: "the check digit is wrong" }],
    }),
  });
  renderCheckout();
  await userEvent.click(await screen.findByText("Details for the invoice"));
  await userEvent.type(screen.getByLabelText("GSTIN"), "29abcde1234f1zx");
  await userEvent.click(await payButton());
  expect(await screen.findByText("the check digit is wrong")).toBeVisible();
});

test("what cannot be matched is left to people, without a button to pay again", async () => {
  stubRoutes({ ...USUAL, "POST /api/payment/verify": refusal(409, "payment_mismatch") });
  renderCheckout({ at: "checking", order: order(), result: RESULT });
  expect(await screen.findByText("We could not match this payment")).toBeVisible();
  expect(screen.queryByRole("button", { name: /Pay/ })).not.toBeInTheDocument();
});
