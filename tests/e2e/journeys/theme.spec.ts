import { expect, test } from "../support/test.ts";

const background = () => getComputedStyle(document.documentElement).backgroundColor;

for (const system of ["light", "dark"] as const) {
  test.describe(`on a system that prefers ${system}`, () => {
    test.use({ colorScheme: system });

    test("the page follows the system until the switch is used, and remembers the choice", async ({
      page,
    }) => {
      await page.goto("/");
      const followed = await page.evaluate(background);
      const toggle = page.getByRole("button", { name: "Dark theme" });
      await expect(toggle).toHaveAttribute("aria-pressed", String(system === "dark"));

      await toggle.click();
      await expect(toggle).toHaveAttribute("aria-pressed", String(system !== "dark"));
      const chosen = await page.evaluate(background);
      expect(chosen).not.toBe(followed);

      await page.reload();
      expect(await page.evaluate(background)).toBe(chosen);
      await page.goto("/pricing");
      expect(await page.evaluate(background)).toBe(chosen);
      await page.getByRole("button", { name: "Dark theme" }).click();
      expect(await page.evaluate(background)).toBe(followed);
    });

    test("a remembered theme is there at the first paint", async ({ page }) => {
      await page.goto("/");
      await page.getByRole("button", { name: "Dark theme" }).click();
      const chosen = await page.evaluate(background);
      // Without the application's module nothing but the script in <head> can have set the theme.
      await page.route(/\/assets\/index-.*\.js$/, (route) =>
        route.fulfill({ contentType: "text/javascript", body: "" }),
      );
      await page.reload();
      expect(await page.evaluate(background)).toBe(chosen);
    });
  });
}
