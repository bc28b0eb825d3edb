// Google's own verdict on the pages people judge us by, on its profile of a middling phone on a slow connection.
import { mkdirSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, expect, test } from "@playwright/test";
import lighthouse, { type Result } from "lighthouse";
import { baseUrl } from "../support/environment.ts";
import { launchOptions } from "../support/launch-options.ts";
import { DEMO, logIn } from "../support/people.ts";

const DEBUGGING_PORT = 9_333;
const RUNS = 5;
const LARGEST_PAINT_MS = 1_500;
const reports = process.env.E2E_LIGHTHOUSE ?? "results/lighthouse";

const PAGES = [
  { name: "landing", path: "/", listed: true },
  { name: "pricing", path: "/pricing", listed: true },
  { name: "dashboard", path: "/mentee", listed: false },
  { name: "wizard", path: "/mentee/book", listed: false },
] as const;

let profile: string;
let browser: BrowserContext;
/** Audits that say nothing here: whoever is not production asks not to be found. */
let skipAudits: string[] = [];

test.describe.configure({ timeout: 240_000 });

test.beforeAll(async () => {
  profile = await mkdtemp(join(tmpdir(), "codementee-lighthouse-"));
  const options = launchOptions();
  browser = await chromium.launchPersistentContext(profile, {
    ...options,
    args: [...(options.args ?? []), `--remote-debugging-port=${DEBUGGING_PORT}`],
  });
  const page = await browser.newPage();
  await logIn(page, DEMO.mentee);
  await page.goto("/robots.txt");
  skipAudits = /^Disallow: \/$/m.test(await page.innerText("body")) ? ["is-crawlable"] : [];
  await page.close();
  mkdirSync(reports, { recursive: true });
});

test.afterAll(async () => {
  await browser.close();
  await rm(profile, { recursive: true, force: true });
});

async function audit(name: string, path: string): Promise<Result> {
  const outcome = await lighthouse(`${baseUrl}${path}`, {
    port: DEBUGGING_PORT,
    output: "html",
    logLevel: "error",
    // The session is what makes the page.
    disableStorageReset: true,
    skipAudits,
    onlyCategories: ["performance", "accessibility", "best-practices", "seo"],
  });
  if (!outcome) {
    throw new Error(`Lighthouse gave no result for ${path}`);
  }
  const report = Array.isArray(outcome.report) ? outcome.report[0] : outcome.report;
  writeFileSync(join(reports, `${name}.html`), report ?? "");
  return outcome.lhr;
}

const points = (result: Result, category: string) =>
  Math.round((result.categories[category]?.score ?? 0) * 100);

/** Of several runs the one with the median performance: one run says as much about the machine as about the page. */
async function medianAudit(name: string, path: string): Promise<Result> {
  const results: Result[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    results.push(await audit(name, path));
  }
  results.sort((one, other) => points(one, "performance") - points(other, "performance"));
  const median = results[Math.floor(RUNS / 2)];
  if (!median) {
    throw new Error("no run");
  }
  return median;
}

function failed(result: Result, category: string): string[] {
  const references = result.categories[category]?.auditRefs ?? [];
  return references
    .map(({ id }) => result.audits[id])
    .filter((found) => found && found.score !== null && found.score < 1)
    .map((found) => `${found?.id}: ${found?.displayValue ?? found?.title}`);
}

for (const { name, path, listed } of PAGES) {
  test(`${name} is quick, accessible and well made`, async () => {
    const result = await medianAudit(name, path);
    const paint = result.audits["largest-contentful-paint"]?.numericValue ?? Number.NaN;
    const scores = ["performance", "accessibility", "best-practices", "seo"].map(
      (category) => `${category} ${points(result, category)}`,
    );
    const blocked = result.audits["total-blocking-time"]?.numericValue ?? Number.NaN;
    console.log(
      `${name}: ${scores.join(", ")}, largest paint ${Math.round(paint)} ms, blocked ${Math.round(blocked)} ms (machine ${Math.round(result.environment.benchmarkIndex)})`,
    );
    expect
      .soft(points(result, "accessibility"), failed(result, "accessibility").join("; "))
      .toBe(100);
    expect
      .soft(points(result, "best-practices"), failed(result, "best-practices").join("; "))
      .toBeGreaterThanOrEqual(95);
    expect
      .soft(points(result, "performance"), failed(result, "performance").join("; "))
      .toBeGreaterThanOrEqual(95);
    if (listed) {
      expect
        .soft(points(result, "seo"), failed(result, "seo").join("; "))
        .toBeGreaterThanOrEqual(95);
    }
    if (path === "/") {
      expect.soft(paint).toBeLessThanOrEqual(LARGEST_PAINT_MS);
    }
  });
}
