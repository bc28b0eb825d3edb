import { join } from "node:path";
import { LIVE_CONTENT, PAGES } from "../support/pages.ts";
import { DEMO, logIn } from "../support/people.ts";
import { open, SIGNED_IN_PAGES } from "../support/signed-in-pages.ts";
import { expect, test } from "../support/test.ts";

const directory = process.env.E2E_SCREENSHOTS ?? "results/screenshots";

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
          const content = LIVE_CONTENT[path];
          if (content) {
            await expect(page.getByText(content, { exact: true }).first()).toBeVisible();
          }
          await page.evaluate(() => document.fonts.ready);
          await page.screenshot({
            path: join(directory, `${name}-${width}-${colorScheme}.png`),
            fullPage: true,
          });
          if (name === "not-found") {
            complaints.length = 0;
          }
        });
      }

      for (const role of ["mentee", "mentor", "admin"] as const) {
        test(`pages of a ${role}`, async ({ page }) => {
          test.setTimeout(300_000);
          await logIn(page, DEMO[role]);
          for (const one of SIGNED_IN_PAGES[role]) {
            await open(page, one);
            await page.screenshot({
              path: join(directory, `${one.name}-${width}-${colorScheme}.png`),
              fullPage: true,
            });
          }
        });
      }
    });
  }
}
