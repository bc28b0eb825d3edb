import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { pageOf, renderPage, stubApi } from "@tests/support";
import { expect, test, vi } from "vitest";
import type { PricingPlan } from "@/shared/api/generated/types.gen";
import { PlanGrid } from "./plan-grid";

const FOUNDATION: PricingPlan = {
  id: "1",
  code: "foundation",
  name: "Foundation",
  tagline: "See where you stand",
  price_paise: 199_900,
  currency: "INR",
  mocks: 1,
  months: 1,
  features: ["1 mock interview, within 1 month"],
  recommended: false,
};
const GROWTH: PricingPlan = {
  ...FOUNDATION,
  id: "2",
  code: "growth",
  name: "Growth",
  price_paise: 499_900,
  mocks: 3,
  months: 3,
  features: ["3 mock interviews, within 3 months"],
  recommended: true,
};

test("shows each plan with its whole price and what is included", async () => {
  stubApi(pageOf([FOUNDATION, GROWTH]));
  renderPage(<PlanGrid />);
  const growth = await screen.findByRole("article", { name: "Growth" });
  expect(growth).toHaveTextContent("₹4,999");
  expect(growth).toHaveTextContent("about ₹1,666 a mock");
  expect(within(growth).getByText("Recommended")).toBeVisible();
  expect(within(growth).getByText("3 mock interviews, within 3 months")).toBeVisible();
  const foundation = screen.getByRole("article", { name: "Foundation" });
  expect(foundation).toHaveTextContent("₹1,999");
  expect(within(foundation).queryByText("Recommended")).not.toBeInTheDocument();
});

test("says that it is loading, and admits when that takes long", async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  stubApi(new Promise<Response>(() => {}));
  renderPage(<PlanGrid />);
  expect(await screen.findByRole("status")).toHaveTextContent("Loading the plans");
  await act(() => vi.advanceTimersByTimeAsync(4_100));
  expect(screen.getByRole("status")).toHaveTextContent("The connection seems slow.");
  vi.useRealTimers();
});

test("an empty list is said in words", async () => {
  stubApi(pageOf([]));
  renderPage(<PlanGrid />);
  expect(await screen.findByText("No plan is on sale right now")).toBeVisible();
});

test("an outage is retried, then reported with a reference and a way to try again", async () => {
  const outage = new Response("{}", {
    status: 503,
    headers: { "Content-Type": "application/json", "X-Request-ID": "abc123" },
  });
  const requests = stubApi(outage, outage, outage, pageOf([GROWTH]));
  renderPage(<PlanGrid />);
  const alert = await screen.findByRole("alert");
  expect(requests).toHaveLength(3);
  expect(alert).toHaveTextContent("We could not load the plans");
  expect(alert).toHaveTextContent("abc123");
  await userEvent.click(within(alert).getByRole("button", { name: "Try again" }));
  expect(await screen.findByRole("article", { name: "Growth" })).toBeVisible();
});

test("a rate limit is not answered with more requests", async () => {
  const requests = stubApi(
    new Response("{}", {
      status: 429,
      headers: { "Content-Type": "application/json", "Retry-After": "1" },
    }),
  );
  renderPage(<PlanGrid />);
  expect(await screen.findByRole("alert")).toHaveTextContent("Wait 1 second, then try again");
  expect(requests).toHaveLength(1);
});

test("a lost connection is told apart from a fault of ours", async () => {
  stubApi(new TypeError("Failed to fetch"));
  renderPage(<PlanGrid />);
  expect(await screen.findByRole("alert")).toHaveTextContent("We could not reach Codementee");
});
