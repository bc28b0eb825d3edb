import { PAGES } from "../support/pages.ts";
import { expect, test } from "../support/test.ts";

test("a visitor goes from the landing page to pricing and companies and back", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("link", { name: "See pricing" }).click();
  await expect(page).toHaveURL(/\/pricing$/);
  await expect(page).toHaveTitle("Pricing · Codementee");
  await page
    .getByRole("navigation", { name: "Main" })
    .getByRole("link", { name: "Companies" })
    .click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Companies and tracks");
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("One payment, no surprises");
  await page
    .getByRole("navigation", { name: "Main" })
    .getByRole("link", { name: "How it works" })
    .click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/how a mock interview works/i);
});

test("each page arrives complete, before any script runs", async ({ browser, baseURL }) => {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    ...(baseURL ? { baseURL } : {}),
  });
  const page = await context.newPage();
  for (const { path, heading } of PAGES) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
  }
  await context.close();
});

// Reached from a mail or after a deletion, and no search engine's business.
const UNLISTED = ["not-found", "reset-password", "verify-email", "account-deleted"];

test("each page has one title, description, canonical address and sharing preview", async ({
  page,
}) => {
  for (const { path } of PAGES.filter(({ name }) => !UNLISTED.includes(name))) {
    await page.goto(path);
    const canonical = page.locator('link[rel="canonical"]');
    await expect(canonical).toHaveCount(1);
    expect(new URL((await canonical.getAttribute("href")) ?? "").pathname).toBe(path);
    for (const selector of ["title", 'meta[name="description"]', 'meta[property="og:image"]']) {
      await expect(page.locator(`head ${selector}`)).toHaveCount(1);
    }
  }
});

test("an unknown address is a real 404 with a way on", async ({ page, complaints }) => {
  const response = await page.goto("/no-such-page");
  expect(response?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/next round/);
  await expect(page.locator('meta[name="robots"]')).toHaveAttribute("content", "noindex");
  await page.getByRole("link", { name: "Go to the start page" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/before it counts/);
  // The document itself answered 404, and Chromium says so.
  expect(complaints.splice(0).filter((text) => !text.includes("404"))).toEqual([]);
});
