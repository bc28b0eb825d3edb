import type { Page } from "@playwright/test";
import { expect, FAILED_REQUEST, test } from "../support/test.ts";

const PLANS = "**/api/pricing-plans*";

/** Removes Chromium's own report of the requests that the journey made fail; anything else still counts. */
function forgiveFailedRequests(complaints: string[]): void {
  const rest = complaints.filter((text) => !FAILED_REQUEST.test(text));
  complaints.splice(0, complaints.length, ...rest);
}

async function expectPlansAfterRetry(page: Page): Promise<void> {
  await page.unroute(PLANS);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("article", { name: "Growth" })).toBeVisible();
}

test("an API that fails is reported with a reference, and a retry brings the plans", async ({
  page,
  complaints,
}) => {
  await page.route(PLANS, (route) =>
    route.fulfill({ status: 500, headers: { "X-Request-ID": "f".repeat(32) }, json: {} }),
  );
  await page.goto("/pricing");
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("We could not load the plans");
  await expect(alert).toContainText("f".repeat(32));
  await expectPlansAfterRetry(page);
  forgiveFailedRequests(complaints);
});

test("a rate limit names the wait", async ({ page, complaints }) => {
  await page.route(PLANS, (route) =>
    route.fulfill({ status: 429, headers: { "Retry-After": "7" }, json: {} }),
  );
  await page.goto("/pricing");
  await expect(page.getByRole("alert")).toContainText("Wait 7 seconds");
  await expectPlansAfterRetry(page);
  forgiveFailedRequests(complaints);
});

test("an API that cannot be reached is told apart from one that fails", async ({
  page,
  complaints,
}) => {
  await page.route(PLANS, (route) => route.abort("connectionrefused"));
  await page.goto("/pricing");
  await expect(page.getByRole("alert")).toContainText("We could not reach Codementee");
  await expectPlansAfterRetry(page);
  forgiveFailedRequests(complaints);
});

test("a slow API is admitted, then its answer shown", async ({ page }) => {
  let answer: () => void = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route(PLANS, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto("/pricing");
  await expect(page.getByText("Still loading the plans. The connection seems slow.")).toBeVisible();
  answer();
  await expect(page.getByRole("article", { name: "Growth" })).toBeVisible();
});

test("plans that were never put on sale are not an error", async ({ page }) => {
  await page.route(PLANS, (route) =>
    route.fulfill({ json: { items: [], pagination: { limit: 100, next_cursor: null } } }),
  );
  await page.goto("/pricing");
  await expect(page.getByText("No plan is on sale right now")).toBeVisible();
});

test("offline, a list says so and arrives by itself once connected", async ({
  page,
  context,
  complaints,
}) => {
  // The page's code is there from a first visit on which only the data was missing.
  await page.route(PLANS, (route) => route.abort("connectionrefused"));
  await page.goto("/pricing");
  await expect(page.getByRole("alert")).toBeVisible();
  await page.unroute(PLANS);
  const navigation = page.getByRole("navigation", { name: "Main" });
  await navigation.getByRole("link", { name: "Companies" }).click();
  await expect(page.getByRole("article", { name: "Amazon" })).toBeVisible();

  await context.setOffline(true);
  await navigation.getByRole("link", { name: "Pricing" }).click();
  await expect(page.getByRole("status")).toContainText("You are offline");
  await context.setOffline(false);
  await expect(page.getByRole("article", { name: "Growth" })).toBeVisible();
  forgiveFailedRequests(complaints);
});

test("a page whose code cannot be fetched keeps the frame and offers a reload", async ({
  page,
  complaints,
}) => {
  await page.route("**/assets/pricing-*.js", (route) => route.abort("connectionrefused"));
  await page.goto("/companies");
  await page
    .getByRole("navigation", { name: "Main" })
    .getByRole("link", { name: "Pricing" })
    .click();
  await expect(page.getByRole("alert")).toContainText("This page could not be shown");
  await expect(page.getByRole("banner")).toBeVisible();
  await page.unroute("**/assets/pricing-*.js");
  await page.getByRole("button", { name: "Reload the page" }).click();
  await expect(page.getByRole("article", { name: "Growth" })).toBeVisible();
  forgiveFailedRequests(complaints);
});
