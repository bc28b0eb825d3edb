import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { renderPage, stubRoutes } from "@tests/support";
import { expect, test } from "vitest";
import type { AdminPricingPlan } from "@/shared/api/generated/types.gen";
import { PlanEditor } from "./plan-editor";

const GROWTH: AdminPricingPlan = {
  id: "1".repeat(24),
  code: "growth",
  name: "Growth",
  tagline: "Practise until it is a habit",
  price_paise: 499_900,
  currency: "INR",
  mocks: 3,
  months: 3,
  features: ["3 mocks", "Feedback"],
  recommended: true,
  active: true,
  version: 1,
  created_at: "2026-11-01T00:00:00Z",
  updated_at: "2026-11-01T00:00:00Z",
};
const PATH = `/api/admin/pricing-plans/${GROWTH.id}`;

test("a price is typed in rupees and sent in paise, after saying whom it concerns", async () => {
  const requests = stubRoutes({
    [`GET ${PATH}`]: Response.json(GROWTH),
    [`PATCH ${PATH}`]: Response.json({ ...GROWTH, price_paise: 549_950, version: 2 }),
  });
  renderPage(<PlanEditor planId={GROWTH.id} />);
  const price = await screen.findByLabelText("Price in rupees");
  expect(price).toHaveValue("4999");
  await userEvent.clear(price);
  await userEvent.type(price, "5,499.999");
  await userEvent.click(screen.getByRole("button", { name: "Save changes" }));
  expect(await screen.findByText(/Type an amount in rupees/)).toBeVisible();
  await userEvent.clear(price);
  await userEvent.type(price, "5,499.50");
  expect(screen.getByText(/Growth costs ₹5,499.50 instead of ₹4,999/)).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Save changes" }));
  expect(await screen.findByText("Everything is saved.")).toBeVisible();
  expect(price).toHaveValue("5499.50");
  const sent = requests.filter(({ method }) => method === "PATCH");
  expect(sent).toHaveLength(1);
  expect(await sent[0]?.json()).toEqual({ version: 1, price_paise: 549_950 });
});
