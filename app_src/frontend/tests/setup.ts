import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterEach, beforeEach, vi } from "vitest";

// What is awaited takes as long as it takes on a busy machine; a test that waits in vain still fails.
configure({ asyncUtilTimeout: 15_000 });

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
