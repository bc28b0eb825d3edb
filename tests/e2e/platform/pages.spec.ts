// Every page behind the sign-in: accessible, no wider than the screen, one main heading, nothing in the console.
import AxeBuilder from "@axe-core/playwright";
import { haveErrorAndRefund } from "../support/demonstration.ts";
import { DEMO, logIn } from "../support/people.ts";
import { open, SIGNED_IN_PAGES } from "../support/signed-in-pages.ts";
import { expect, test } from "../support/test.ts";

const LOOKS = [
  { colorScheme: "light", width: 1440 },
  { colorScheme: "dark", width: 360 },
] as const;

test.describe.configure({ timeout: 300_000 });

for (const { colorScheme, width } of LOOKS) {
  test.describe(`${colorScheme}, ${width} px`, () => {
    test.use({
      colorScheme,
      viewport: { width, height: 900 },
      contextOptions: { reducedMotion: "reduce" },
    });

    for (const role of ["mentee", "mentor", "admin"] as const) {
      test(`the pages of a ${role} can be used by everybody`, async ({ page }) => {
        await logIn(page, DEMO[role]);
        if (role === "admin") {
          await haveErrorAndRefund(page);
        }
        for (const one of SIGNED_IN_PAGES[role]) {
          await test.step(one.name, async () => {
            await open(page, one);
            await expect.soft(page.getByRole("heading", { level: 1 }), one.name).toHaveCount(1);
            const overflow = await page.evaluate(
              () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
            );
            expect.soft(overflow, `${one.name}: pixels too wide`).toBe(0);
            const { violations } = await new AxeBuilder({ page }).analyze();
            const found = violations.map(
              ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(", ")}`,
            );
            expect.soft(found, one.name).toEqual([]);
          });
        }
      });
    }
  });
}
