import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { refusal, renderPage, stubRoutes } from "@tests/support";
import { expect, test } from "vitest";
import type { AdminOrderView } from "@/shared/api/generated/types.gen";
import { NewRefund } from "./new-refund";

const ORDER = { id: "4".repeat(24), amount_paise: 499_900 } as AdminOrderView;
const PATH = `/api/admin/orders/${ORDER.id}/refunds`;

test("a part goes back in paise, refusals stand at their fields, and the request leads to its page", async () => {
  const requests = stubRoutes({
    [`POST ${PATH}`]: [
      refusal(409, "credits_too_few"),
      Response.json({ id: "5".repeat(24) }, { status: 201 }),
    ],
  });
  const { router } = renderPage(<NewRefund order={ORDER} left={499_900} />);
  await userEvent.click(screen.getByRole("button", { name: "Ask for a refund" }));
  const amount = await screen.findByLabelText("Amount in rupees");
  expect(amount).toHaveValue("4999");
  expect(screen.getByText(/all unused credits of the order go with it/)).toBeVisible();
  await userEvent.clear(amount);
  await userEvent.type(amount, "5000");
  await userEvent.type(screen.getByLabelText("Reason"), "Found a job");
  await userEvent.click(screen.getByRole("button", { name: "Ask for the refund" }));
  expect(await screen.findByText("From ₹1 to ₹4,999")).toBeVisible();
  await userEvent.clear(amount);
  await userEvent.type(amount, "1,000.50");
  const credits = screen.getByLabelText(/Unused credits that go with it/);
  await userEvent.type(credits, "2");
  await userEvent.click(screen.getByRole("button", { name: "Ask for the refund" }));
  expect(await screen.findByText("The order has fewer unused credits")).toBeVisible();
  await userEvent.clear(credits);
  await userEvent.click(screen.getByRole("button", { name: "Ask for the refund" }));
  await expect.poll(() => router.state.location.pathname).toBe(`/admin/refunds/${"5".repeat(24)}`);
  const bodies = await Promise.all(requests.map((request) => request.json()));
  expect(bodies).toEqual([
    { amount_paise: 100_050, withdraw_credits: 2, reason: "Found a job" },
    { amount_paise: 100_050, withdraw_credits: null, reason: "Found a job" },
  ]);
});
