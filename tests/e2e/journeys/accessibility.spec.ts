import AxeBuilder from "@axe-core/playwright";
import { LIVE_CONTENT, PAGES } from "../support/pages.ts";
import { expect, test } from "../support/test.ts";

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [360, 1440]) {
    test.describe(`${colorScheme}, ${width} px`, () => {
      test.use({
        colorScheme,
        viewport: { width, height: 900 },
        contextOptions: { reducedMotion: "reduce" },
      });

      for (const { name, path } of PAGES) {
        test(`${name} has no accessibility violation`, async ({ page, complaints }) => {
          await page.goto(path);
          const content = LIVE_CONTENT[path];
          if (content) {
            await expect(page.getByText(content, { exact: true }).first()).toBeVisible();
          }
          const { violations } = await new AxeBuilder({ page }).analyze();
          expect(
            violations.map(
              ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(", ")}`,
            ),
          ).toEqual([]);
          if (name === "not-found") {
            complaints.length = 0;
          }
        });
      }
    });
  }
}
