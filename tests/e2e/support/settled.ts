import type { Page } from "@playwright/test";
import { expect } from "./test.ts";

const LOADING = "main :is([aria-busy=true], .animate-pulse, .animate-spin)";

/** What says that something is still to come. */
export const loading = (page: Page) => page.locator(LOADING).filter({ visible: true });

/** Waits until the page has a heading and nothing on it is still to come, its fonts included. */
export async function settled(page: Page): Promise<void> {
  await expect(page.locator("main h1")).toBeVisible();
  await expect(loading(page)).toHaveCount(0);
  await page.evaluate(() => document.fonts.ready);
}
