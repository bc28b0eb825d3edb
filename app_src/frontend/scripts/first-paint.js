// Runs in <head> before the first paint, so that nothing flashes: applies the theme chosen on an earlier visit
// (src/shared/lib/theme.ts) and shows the header of somebody who was signed in (src/shared/session/store.ts).
(() => {
  try {
    const root = document.documentElement;
    const theme = localStorage.getItem("codementee.theme");
    if (theme === "light" || theme === "dark") {
      root.dataset.theme = theme;
    }
    root.toggleAttribute("data-signed-in", localStorage.getItem("codementee.signed-in") === "1");
  } catch {
    // Storage refused: the system preference applies.
  }
})();
