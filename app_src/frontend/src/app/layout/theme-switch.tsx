import { Moon, Sun } from "lucide-react";
import { chooseTheme, useTheme } from "@/shared/lib/theme";

/** Both icons are in the page and CSS shows one: the prerendered file cannot know the visitor's theme. */
export function ThemeSwitch() {
  const theme = useTheme();
  return (
    <button
      type="button"
      aria-pressed={theme === "dark"}
      onClick={() => chooseTheme(theme === "dark" ? "light" : "dark")}
      className="grid size-11 place-items-center rounded-control hover:bg-brand-soft"
    >
      <Moon aria-hidden className="size-5 dark:hidden" />
      <Sun aria-hidden className="hidden size-5 dark:block" />
      <span className="sr-only">Dark theme</span>
    </button>
  );
}
