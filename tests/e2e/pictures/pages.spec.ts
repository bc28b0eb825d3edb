import { join } from "node:path";
import type { Page } from "@playwright/test";
import { haveErrorAndRefund } from "../support/demonstration.ts";
import { PAGES } from "../support/pages.ts";
import { DEMO, logIn } from "../support/people.ts";
import { settled } from "../support/settled.ts";
import { open, SIGNED_IN_PAGES } from "../support/signed-in-pages.ts";
import { expect, test } from "../support/test.ts";

const directory = process.env.E2E_SCREENSHOTS ?? "results/screenshots";

/** The whole page once it is all there, in a window as high as the page: what sticks to an edge is at its edge. */
async function take(page: Page, name: string): Promise<void> {
  await settled(page);
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect.soft(sideways, `${name} scrolls sideways`).toBe(0);
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  const whole = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.max(whole, height) });
  await page.screenshot({ path: join(directory, `${name}.png`), fullPage: true });
  await page.setViewportSize({ width, height });
}

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [360, 768, 1440]) {
    test.describe(`${colorScheme}, ${width} px`, () => {
      test.use({
        colorScheme,
        viewport: { width, height: 900 },
        contextOptions: { reducedMotion: "reduce" },
      });

      for (const { name, path } of PAGES) {
        test(name, async ({ page, complaints }) => {
          await page.goto(path);
          await take(page, `${name}-${width}-${colorScheme}`);
          if (name === "not-found") {
            complaints.length = 0;
          }
        });
      }

      for (const role of ["mentee", "mentor", "admin"] as const) {
        test(`pages of ${role === "admin" ? "an" : "a"} ${role}`, async ({ page }) => {
          test.setTimeout(300_000);
          await logIn(page, DEMO[role]);
          if (role === "admin") {
            await haveErrorAndRefund(page);
          }
          for (const one of SIGNED_IN_PAGES[role]) {
            await open(page, one);
            await take(page, `${one.name}-${width}-${colorScheme}`);
          }
        });
      }
    });
  }
}
