import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { pageOf, refusal, renderPage, signIn, stubRoutes } from "@tests/support";
import { beforeEach, expect, test } from "vitest";
import type { OrderView } from "@/shared/api/generated/types.gen";
import { Toaster } from "@/shared/ui/toast";
import { Invoice } from "./invoice";
import { OrderDetails } from "./order-details";

const ID = "775f1c2e9b1d8a0012345678";
const PAID: OrderView = {
  id: ID,
  state: "paid",
  plan: { code: "growth", name: "Growth", price_paise: 499_900, mocks: 3, months: 3 },
  booking_id: null,
  amount_paise: 499_900,
  refunded_paise: 0,
  currency: "INR",
  policy_version: "2026-11",
  razorpay_order_id: "order_PNf9jDXSqAaBcd",
  payment: { id: "pay_PNfAqyWkLmNoPq", method: "upi", captured_at: "2026-11-02T11:08:00Z" },
  failure: null,
  expires_at: "2026-11-03T11:00:00Z",
  created_at: "2026-11-02T11:00:00Z",
};

const credits = (remaining: number, expires_at = "2099-02-02T11:08:00Z") =>
  Response.json({
    available: remaining,
    next_expiry_at: expires_at,
    paid_until: expires_at,
    items: [
      { id: "1", order_id: ID, granted: 3, remaining, expires_at, created_at: PAID.created_at },
    ],
    pagination: { limit: 100, next_cursor: null },
  });

function renderOrder(order: OrderView, routes: Parameters<typeof stubRoutes>[0] = {}) {
  const requests = stubRoutes({
    [`GET /api/payment/orders/${ID}`]: Response.json(order),
    [`GET /api/mentee/orders/${ID}/refunds`]: pageOf([]),
    "GET /api/mentee/invoices": pageOf([]),
    "GET /api/mentee/credits": credits(2),
    ...routes,
  });
  renderPage(
    <>
      <OrderDetails orderId={ID} pay={() => <p>Pay here</p>} />
      <Toaster />
    </>,
  );
  return requests;
}

beforeEach(() => {
  signIn();
});

test("the price of what was not used can be asked back, with the rules before the button", async () => {
  const refund = {
    id: "1",
    order_id: ID,
    state: "requested",
    amount_paise: 333_266,
    credits: 2,
    reason: "I have found a job",
    decision_reason: null,
    created_at: "2026-11-22T11:00:00Z",
    updated_at: "2026-11-22T11:00:00Z",
  };
  const requests = renderOrder(PAID, {
    [`GET /api/mentee/orders/${ID}/refunds`]: [pageOf([]), pageOf([refund])],
    [`POST /api/mentee/orders/${ID}/refund-requests`]: Response.json(refund, { status: 201 }),
  });
  expect(await screen.findByText("₹3,332.66")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Ask for a refund" }));
  const dialog = await screen.findByRole("dialog", { name: "Ask for ₹3,332.66 back?" });
  expect(dialog).toHaveTextContent("The 2 unused mocks leave your account");
  await userEvent.click(within(dialog).getByRole("button", { name: "Ask for the refund" }));
  expect(await within(dialog).findByText("Tell us why, in a few words")).toBeVisible();
  await userEvent.type(within(dialog).getByLabelText("Why?"), "I have found a job");
  await userEvent.click(within(dialog).getByRole("button", { name: "Ask for the refund" }));
  expect(await screen.findByText("Being looked at")).toBeVisible();
  expect(screen.queryByRole("button", { name: "Ask for a refund" })).not.toBeInTheDocument();
  const post = requests.find((one) => one.method === "POST");
  expect(await post?.json()).toEqual({ reason: "I have found a job" });
});

test.each([
  ["everything was used", credits(0)],
  ["the plan has ended", credits(2, "2026-01-01T00:00:00Z")],
])("nothing can be asked back when %s", async (_, answer) => {
  renderOrder(PAID, { "GET /api/mentee/credits": answer });
  expect(await screen.findByText(/there is none left to pay back/)).toBeVisible();
  expect(screen.queryByRole("button", { name: "Ask for a refund" })).not.toBeInTheDocument();
});

test("a refund that somebody else's request has overtaken is explained in place", async () => {
  renderOrder(PAID, {
    [`POST /api/mentee/orders/${ID}/refund-requests`]: refusal(409, "refund_open", {
      message: "A refund of this order waits for a decision already.",
    }),
  });
  await userEvent.click(await screen.findByRole("button", { name: "Ask for a refund" }));
  const dialog = await screen.findByRole("dialog");
  await userEvent.type(within(dialog).getByLabelText("Why?"), "Twice");
  await userEvent.click(within(dialog).getByRole("button", { name: "Ask for the refund" }));
  expect(await within(dialog).findByRole("alert")).toHaveTextContent("waits for a decision");
  expect(within(dialog).getByLabelText("Why?")).toHaveValue("Twice");
});

test("an order that waits is paid in place, for a booking at its booking, and an expired one anew", async () => {
  const open: OrderView = { ...PAID, state: "failed", payment: null };
  renderOrder(open);
  expect(await screen.findByText("Pay here")).toBeVisible();
  renderOrder({ ...open, booking_id: "665f1c2e9b1d8a0012345678" });
  expect(await screen.findByRole("link", { name: /Go on to the booking/ })).toHaveAttribute(
    "href",
    "/mentee/book/665f1c2e9b1d8a0012345678?step=payment",
  );
  renderOrder({ ...open, state: "expired" });
  expect(await screen.findByRole("link", { name: "Order Growth again" })).toHaveAttribute(
    "href",
    "/mentee/plans?plan=growth",
  );
});

test("an invoice is made of its document, and of nothing else that might be in it", async () => {
  const invoice = {
    id: ID,
    kind: "invoice",
    number: "CM/26-27/000001",
    financial_year: "2026-27",
    order_id: ID,
    description: "Growth plan: 3 mock interviews",
    amount_paise: 499_900,
    currency: "INR",
    tax: null,
    issued_at: "2026-11-02T11:08:00Z",
    document_url: "",
  };
  const html =
    '<!doctype html><style>p{}</style><main><header><h1 onclick="x()">Tax invoice</h1></header>' +
    '<section class="parties"><p class="strong">Asha &lt;b&gt;</p><script>x()</script><img src="x"></section>' +
    '<table><tr><th scope="row" colspan="2">Total paid</th><td class="amount">₹ 4,999</td></tr></table></main>';
  stubRoutes({
    [`GET /api/mentee/invoices/${ID}`]: Response.json(invoice),
    [`GET /api/mentee/invoices/${ID}/document`]: new Response(html, {
      headers: { "Content-Type": "text/html" },
    }),
  });
  const { container } = renderPage(<Invoice invoiceId={ID} />);
  expect(await screen.findByText("Tax invoice")).toBeVisible();
  expect(screen.getByText("Asha <b>")).toBeVisible();
  expect(screen.getByRole("rowheader", { name: "Total paid" })).toHaveAttribute("colspan", "2");
  expect(container.querySelectorAll("h1")).toHaveLength(1);
  expect(container.querySelector("script, img, style, [onclick], [style]")).toBeNull();
  expect(screen.getByRole("button", { name: "Download" })).toBeEnabled();
});
