import { expectNoJumps, watchLayoutShift } from "../support/layout-shift.ts";
import { LIVE_CONTENT, PAGES } from "../support/pages.ts";
import { expect, test } from "../support/test.ts";

for (const width of [360, 768, 1440]) {
  test.describe(`at ${width} px`, () => {
    test.use({ viewport: { width, height: 800 } });

    for (const { name, path } of PAGES) {
      test(`${name} neither scrolls sideways nor jumps while it loads`, async ({
        page,
        complaints,
      }) => {
        await watchLayoutShift(page);
        // Late enough that skeletons are painted first, as on a real connection.
        await page.route("**/api/**", async (route) => {
          await page.waitForFunction(
            () => performance.getEntriesByName("first-contentful-paint").length > 0,
          );
          await route.continue();
        });
        await page.goto(path);
        const content = LIVE_CONTENT[path];
        if (content) {
          await expect(page.getByText(content, { exact: true }).first()).toBeVisible();
        }
        await page.evaluate(() => document.fonts.ready);
        await expectNoJumps(page);
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow).toBe(0);
        if (name === "not-found") {
          complaints.length = 0;
        }
      });
    }
  });
}
