import type { Page } from "@playwright/test";

export const MOST_SHIFT = 0.05;

declare global {
  interface Window {
    layoutShift: number;
  }
}

/** Adds up, on every page opened from now on, what moves without somebody having done something. */
export async function watchLayoutShift(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.layoutShift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number;
        hadRecentInput: boolean;
      })[]) {
        window.layoutShift += entry.hadRecentInput ? 0 : entry.value;
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
}

export const layoutShift = (page: Page) => page.evaluate(() => window.layoutShift);
