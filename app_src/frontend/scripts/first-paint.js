// Runs in <head> before the first paint: applies the theme chosen on an earlier visit (src/shared/lib/theme.ts).
(() => {
  try {
    const theme = localStorage.getItem("codementee.theme");
    if (theme === "light" || theme === "dark") {
      document.documentElement.dataset.theme = theme;
    }
  } catch {
    // Storage refused: the system preference applies.
  }
})();
