import "@testing-library/jest-dom/vitest";
import { cleanup } from "@testing-library/react";
import { afterEach, beforeEach, vi } from "vitest";

/** jsdom has no media queries; a test sets what the system prefers with `prefersDark`. */
export const system = { prefersDark: false };

beforeEach(() => {
  system.prefersDark = false;
  vi.stubGlobal(
    "matchMedia",
    (query: string): MediaQueryList =>
      Object.assign(new EventTarget(), {
        matches: query.includes("dark") && system.prefersDark,
        media: query,
        onchange: null,
        addListener: () => {},
        removeListener: () => {},
      }),
  );
});

afterEach(() => {
  cleanup();
  localStorage.clear();
  delete document.documentElement.dataset.theme;
});
