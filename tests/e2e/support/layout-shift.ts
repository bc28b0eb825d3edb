import type { Page } from "@playwright/test";
import { expect } from "./test.ts";

const MOST_SHIFT = 0.05;

declare global {
  interface Window {
    /** What moved by itself since the page was opened: how much of a shift each was, and what it was. */
    layoutShifts: { value: number; moved: string }[];
  }
}

interface LayoutShift extends PerformanceEntry {
  value: number;
  hadRecentInput: boolean;
  sources: { node: Node | null; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly }[];
}

/** Notes, on every page opened from now on, what moves without somebody having done something. */
export async function watchLayoutShift(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.layoutShifts = [];
    const nameOf = (node: Node | null) => {
      const element = node instanceof Element ? node : node?.parentElement;
      const text = element?.textContent?.trim().slice(0, 40) ?? "";
      return `<${element?.localName ?? "gone"}> “${text}”`;
    };
    const placeOf = ({ x, y, width, height }: DOMRectReadOnly) =>
      `${[x, y].map(Math.round)} ${[width, height].map(Math.round).join("×")}`;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as LayoutShift[]) {
        if (!entry.hadRecentInput) {
          const moved = entry.sources.map(
            ({ node, previousRect, currentRect }) =>
              `${nameOf(node)} ${placeOf(previousRect)} → ${placeOf(currentRect)}`,
          );
          window.layoutShifts.push({ value: entry.value, moved: moved.join(", ") });
        }
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
}

/** Fails, without ending the test, when what moved since the page was opened adds up to more than is borne. */
export async function expectNoJumps(page: Page): Promise<void> {
  const shifts = await page.evaluate(() => window.layoutShifts);
  const sum = shifts.reduce((total, { value }) => total + value, 0);
  const said = shifts.map(({ value, moved }) => `${value.toFixed(3)}: ${moved}`).join("\n");
  expect.soft(sum, `layout shift; what moved:\n${said}`).toBeLessThanOrEqual(MOST_SHIFT);
}
