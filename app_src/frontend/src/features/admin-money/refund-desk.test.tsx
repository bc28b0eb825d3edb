import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { refusal, renderPage, signIn, stubRoutes } from "@tests/support";
import { expect, test } from "vitest";
import type { AdminRefundView } from "@/shared/api/generated/types.gen";
import { RefundDesk } from "./refund-desk";

const MENTEE = "1".repeat(24);
const ADMIN = "2".repeat(24);
const ASKED: AdminRefundView = {
  id: "3".repeat(24),
  order_id: "4".repeat(24),
  state: "requested",
  amount_paise: 166_633,
  credits: 1,
  reason: "I have found a job",
  decision_reason: null,
  created_at: "2026-11-22T05:00:00Z",
  updated_at: "2026-11-22T05:00:00Z",
  user_id: MENTEE,
  origin: "admin",
  requested_by: ADMIN,
  decided_by: null,
  payment_id: "pay_1",
  razorpay_refund_id: null,
  attempts: 0,
};
const PATH = `/api/admin/refunds/${ASKED.id}`;

function show(routes: Parameters<typeof stubRoutes>[0] = {}) {
  const requests = stubRoutes({
    [`GET ${PATH}`]: Response.json(ASKED),
    [`GET /api/admin/users/${MENTEE}`]: Response.json({ id: MENTEE, name: "Meera Bhat" }),
    "GET /api/admin/user-names": Response.json({
      items: [
        { id: MENTEE, name: "Meera Bhat" },
        { id: ADMIN, name: "Sanjay Agarwal" },
      ],
    }),
    [`GET /api/admin/users/${ADMIN}`]: Response.json({ id: ADMIN, name: "Sanjay Agarwal" }),
    ...routes,
  });
  renderPage(<RefundDesk refundId={ASKED.id} />);
  return requests;
}

test("another administrator approves, knowing what follows", async () => {
  signIn({ role: "admin" });
  const requests = show({
    [`POST ${PATH}/approve`]: Response.json({ ...ASKED, state: "processed", decided_by: MENTEE }),
  });
  expect(await screen.findByText("1 unused credit of the order is withdrawn.")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Approve" }));
  const dialog = await screen.findByRole("alertdialog");
  await userEvent.click(within(dialog).getByRole("button", { name: "Pay ₹1,666.33 back" }));
  expect(await screen.findByText(/The money is back with the mentee/)).toBeVisible();
  expect(requests.some(({ url }) => url.endsWith("/approve"))).toBe(true);
});

test("who asked for it cannot approve it, and is told who can", async () => {
  signIn({ id: ADMIN, role: "admin" });
  show();
  expect(await screen.findByText(/another administrator approves it/)).toBeVisible();
  expect(screen.getByRole("button", { name: "Approve" })).toBeDisabled();
  expect(screen.getByRole("button", { name: "Take it back" })).toBeEnabled();
});

test("rejecting needs a reason, which the mentee reads", async () => {
  signIn({ role: "admin" });
  const requests = show({
    [`POST ${PATH}/reject`]: Response.json({ ...ASKED, state: "rejected" }),
  });
  await userEvent.click(await screen.findByRole("button", { name: "Reject" }));
  await userEvent.click(await screen.findByRole("button", { name: "Reject the refund" }));
  expect(await screen.findByText("Say why: the mentee reads it")).toBeVisible();
  await userEvent.type(screen.getByLabelText("Reason"), "All mocks were used");
  await userEvent.click(screen.getByRole("button", { name: "Reject the refund" }));
  expect(await screen.findByText(/It was rejected/)).toBeVisible();
  const sent = requests.find(({ method }) => method === "POST");
  expect(await sent?.json()).toEqual({ reason: "All mocks were used" });
});

test("a decision that somebody else took first is shown instead", async () => {
  signIn({ role: "admin" });
  show({
    [`GET ${PATH}`]: [Response.json(ASKED), Response.json({ ...ASKED, state: "rejected" })],
    [`POST ${PATH}/approve`]: refusal(409, "refund_decided"),
  });
  await userEvent.click(await screen.findByRole("button", { name: "Approve" }));
  await userEvent.click(await screen.findByRole("button", { name: /^Pay .* back$/ }));
  expect(await screen.findByText(/It was rejected/)).toBeInTheDocument();
});
