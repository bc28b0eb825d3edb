import { expect, test } from "../support/test.ts";

test("the first Tab offers to skip to the content", async ({ page }) => {
  await page.goto("/");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to content" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
});

test("every control is reached by Tab and shows that it has the focus", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("article", { name: "Foundation" })).toBeVisible();
  const expected = await page.locator("a:visible, button:visible, summary:visible").count();
  const reached = new Set<string>();
  for (let step = 0; step <= expected + 1; step += 1) {
    await page.keyboard.press("Tab");
    const focus = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) {
        return undefined;
      }
      const all = [...document.querySelectorAll("a, button, summary")];
      return { index: all.indexOf(element), outline: getComputedStyle(element).outlineStyle };
    });
    if (focus) {
      expect(focus.outline).toBe("solid");
      reached.add(String(focus.index));
    }
  }
  expect(reached.size).toBeGreaterThanOrEqual(expected);
});

test("after a navigation the focus is at the new page", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("link", { name: "See pricing" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("One payment, no surprises");
  await expect(page.getByRole("main")).toBeFocused();
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test("the menu opens, closes with Escape and gives the focus back", async ({ page }) => {
    await page.goto("/");
    const button = page.getByRole("button", { name: "Menu" });
    await button.focus();
    await page.keyboard.press("Enter");
    const menu = page.getByRole("navigation", { name: "Menu" });
    await expect(menu.getByRole("link", { name: "Pricing" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(menu).toBeHidden();
    await expect(button).toBeFocused();

    await button.click();
    await menu.getByRole("link", { name: "Pricing" }).click();
    await expect(page).toHaveURL(/\/pricing$/);
    await expect(menu).toBeHidden();
  });
});

test("questions open from the keyboard", async ({ page }) => {
  await page.goto("/");
  const question = page.getByText("Who interviews me?");
  await question.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText(/A mentor from a product company\./)).toBeVisible();
});
