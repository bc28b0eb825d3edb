import { Menu, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Link, NavLink, useLocation } from "react-router";
import { BrandMark } from "@/shared/ui/brand-mark";
import { NAVIGATION } from "./navigation";
import { ThemeSwitch } from "./theme-switch";

const ITEM =
  "rounded-control px-3 py-2.5 font-medium hover:bg-brand-soft aria-[current=page]:text-brand " +
  "aria-[current=page]:underline aria-[current=page]:decoration-2 aria-[current=page]:underline-offset-8";

function Entry({ to, label }: { to: string; label: string }) {
  // A link to a part of a page is never "the current page".
  return to.includes("#") ? (
    <Link to={to} className={ITEM}>
      {label}
    </Link>
  ) : (
    <NavLink to={to} className={ITEM}>
      {label}
    </NavLink>
  );
}

/** State of the narrow screen's menu: closes on navigation and on Escape, which also gives the focus back. */
function useMenu() {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const { key } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is what changes with every navigation
  useEffect(() => setOpen(false), [key]);
  useEffect(() => {
    if (!open) {
      return;
    }
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === "Escape") {
        setOpen(false);
        button.current?.focus();
      }
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [open]);
  return { open, button, toggle: () => setOpen((value) => !value) };
}

export function Header() {
  const { open, button, toggle } = useMenu();
  const Icon = open ? X : Menu;
  return (
    <header className="sticky top-0 z-40 border-line border-b bg-canvas">
      <div className="page-width flex h-16 items-center justify-between gap-4">
        <Link to="/" className="flex items-center gap-2.5 font-bold font-display text-xl">
          <BrandMark className="size-8" />
          Codementee
        </Link>
        <div className="flex items-center gap-1">
          <nav aria-label="Main" className="mr-2 hidden items-center gap-1 md:flex">
            {NAVIGATION.map((entry) => (
              <Entry key={entry.to} {...entry} />
            ))}
          </nav>
          <ThemeSwitch />
          <button
            type="button"
            ref={button}
            onClick={toggle}
            aria-expanded={open}
            aria-controls="menu"
            className="grid size-11 place-items-center rounded-control hover:bg-brand-soft md:hidden"
          >
            <Icon aria-hidden className="size-6" />
            <span className="sr-only">Menu</span>
          </button>
        </div>
      </div>
      <nav
        id="menu"
        aria-label="Menu"
        hidden={!open}
        className="absolute inset-x-0 border-line border-b bg-canvas shadow-card md:hidden"
      >
        <div className="page-width grid gap-1 py-3">
          {NAVIGATION.map((entry) => (
            <Entry key={entry.to} {...entry} />
          ))}
        </div>
      </nav>
    </header>
  );
}
