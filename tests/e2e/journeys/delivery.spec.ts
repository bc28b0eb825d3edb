import type { Page, Response } from "@playwright/test";
import { expect, test } from "../support/test.ts";

const SCRIPT_BUDGET_BYTES = 150 * 1024;

/** Everything the page loads from its own assets until its live content is there. */
async function loadLanding(page: Page): Promise<{ document: Response; assets: Response[] }> {
  const assets: Response[] = [];
  page.on("response", (response) => {
    if (new URL(response.url()).pathname.startsWith("/assets/")) {
      assets.push(response);
    }
  });
  const document = await page.goto("/");
  await expect(page.getByRole("article", { name: "Growth" })).toBeVisible();
  if (!document) {
    throw new Error("The landing page gave no answer");
  }
  return { document, assets };
}

test("assets are kept for a year, the page itself is asked for again each time", async ({
  page,
}) => {
  const { document, assets } = await loadLanding(page);
  expect(document.headers()["cache-control"]).toBe("no-cache");
  expect(document.headers().etag).toBeTruthy();
  expect(assets.length).toBeGreaterThan(3);
  for (const asset of assets) {
    expect(asset.headers()["cache-control"]).toBe("public, max-age=31536000, immutable");
  }
});

test("text arrives compressed, the font as it is", async ({ page }) => {
  const { document, assets } = await loadLanding(page);
  for (const response of [document, ...assets]) {
    const encoding = response.headers()["content-encoding"];
    if (response.url().endsWith(".woff2")) {
      expect(encoding).toBeUndefined();
    } else {
      expect(encoding, response.url()).toMatch(/^(br|gzip)$/);
    }
  }
});

test("a first visit downloads at most 150 KiB of script and nothing from elsewhere", async ({
  page,
  baseURL,
}) => {
  const origins = new Set<string>();
  page.on("request", (request) => origins.add(new URL(request.url()).origin));
  const { assets } = await loadLanding(page);
  const scripts = assets.filter((asset) => asset.url().endsWith(".js"));
  const sizes = await Promise.all(scripts.map((script) => script.request().sizes()));
  const total = sizes.reduce((sum, { responseBodySize }) => sum + responseBodySize, 0);
  expect(total).toBeGreaterThan(0);
  expect(total).toBeLessThanOrEqual(SCRIPT_BUDGET_BYTES);
  expect([...origins]).toEqual([baseURL]);
});

test("an asset that does not exist is not answered with a page", async ({ page, complaints }) => {
  await page.goto("/");
  const answer = await page.evaluate(async () => {
    const response = await fetch("/assets/gone-00000000.js");
    return { status: response.status, text: await response.text() };
  });
  expect(answer.status).toBe(404);
  expect(answer.text).not.toContain("<html");
  // Chromium reports the 404 that was asked for.
  complaints.length = 0;
});

test("the page and config.json name the same release and environment", async ({ page }) => {
  await page.goto("/");
  const config = (await page.evaluate(async () => (await fetch("/config.json")).json())) as {
    environment: string;
    release: string;
  };
  await expect(page.locator('meta[name="codementee:environment"]')).toHaveAttribute(
    "content",
    config.environment,
  );
  await expect(page.getByRole("contentinfo")).toContainText(`Release ${config.release}`);
});

test("sitemap and robots.txt speak of this origin", async ({ page, baseURL }) => {
  await page.goto("/");
  const [sitemap, robots] = await page.evaluate(() =>
    Promise.all(["/sitemap.xml", "/robots.txt"].map(async (path) => (await fetch(path)).text())),
  );
  expect(sitemap).toContain(`<loc>${baseURL}/pricing</loc>`);
  expect(robots).toContain(`Sitemap: ${baseURL}/sitemap.xml`);
});
