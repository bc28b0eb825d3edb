import { useSyncExternalStore } from "react";

export type Theme = "light" | "dark";

// The same key and attribute are read before the first paint by scripts/first-paint.js.
const STORAGE_KEY = "codementee.theme";
const DARK_QUERY = "(prefers-color-scheme: dark)";
const CHANGED = "codementee:theme";

function systemTheme(): Theme {
  return window.matchMedia(DARK_QUERY).matches ? "dark" : "light";
}

function currentTheme(): Theme {
  const chosen = document.documentElement.dataset.theme;
  return chosen === "light" || chosen === "dark" ? chosen : systemTheme();
}

function subscribe(onChange: () => void): () => void {
  const query = window.matchMedia(DARK_QUERY);
  query.addEventListener("change", onChange);
  window.addEventListener(CHANGED, onChange);
  return () => {
    query.removeEventListener("change", onChange);
    window.removeEventListener(CHANGED, onChange);
  };
}

function remember(theme: Theme | undefined): void {
  try {
    if (theme) {
      localStorage.setItem(STORAGE_KEY, theme);
    } else {
      localStorage.removeItem(STORAGE_KEY);
    }
  } catch {
    // Storage refused (private mode, policy): the choice then lasts for this page only.
  }
}

/** Choosing what the system prefers anyway forgets the choice, so that the page follows the system again. */
export function chooseTheme(theme: Theme): void {
  if (theme === systemTheme()) {
    delete document.documentElement.dataset.theme;
    remember(undefined);
  } else {
    document.documentElement.dataset.theme = theme;
    remember(theme);
  }
  window.dispatchEvent(new Event(CHANGED));
}

export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, currentTheme, () => "light");
}
