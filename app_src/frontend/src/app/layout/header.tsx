import { Menu, X } from "lucide-react";
import { Link, NavLink } from "react-router";
import { BrandMark } from "@/shared/ui/brand-mark";
import { ButtonLink } from "@/shared/ui/button";
import { NAVIGATION } from "./navigation";
import { ThemeSwitch } from "./theme-switch";
import { useMenu } from "./use-menu";

const ITEM =
  "rounded-control px-3 py-2.5 font-medium hover:bg-brand-soft aria-[current=page]:text-brand " +
  "aria-[current=page]:underline aria-[current=page]:decoration-2 aria-[current=page]:underline-offset-8";

// On the narrowest screens there is no room for it beside the name: it stands in the menu.
const CALL = "ml-1 whitespace-nowrap max-[26rem]:hidden";
const IN_MENU = "mt-2 mb-1 min-[26rem]:hidden";

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
          <nav aria-label="Main" className="mr-2 hidden items-center gap-1 lg:flex">
            {NAVIGATION.map((entry) => (
              <Entry key={entry.to} {...entry} />
            ))}
          </nav>
          <ThemeSwitch />
          {/* Both are in the page and CSS shows one: the prerendered file cannot know who looks at it. */}
          <div className="flex items-center gap-1 signed-in:hidden">
            <Link to="/login" className={`${ITEM} max-md:hidden`}>
              Log in
            </Link>
            <ButtonLink to="/register" size="small" className={CALL}>
              Start free
            </ButtonLink>
          </div>
          <ButtonLink to="/dashboard" size="small" className={`${CALL} signed-out:hidden`}>
            Dashboard
          </ButtonLink>
          <button
            type="button"
            ref={button}
            onClick={toggle}
            aria-expanded={open}
            aria-controls="menu"
            className="grid size-11 place-items-center rounded-control hover:bg-brand-soft lg:hidden"
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
        className="absolute inset-x-0 border-line border-b bg-canvas shadow-card lg:hidden"
      >
        <div className="page-width grid gap-1 py-3">
          {NAVIGATION.map((entry) => (
            <Entry key={entry.to} {...entry} />
          ))}
          <Link to="/login" className={`${ITEM} signed-in:hidden md:hidden`}>
            Log in
          </Link>
          <ButtonLink to="/register" className={`${IN_MENU} signed-in:hidden`}>
            Start free
          </ButtonLink>
          <ButtonLink to="/dashboard" className={`${IN_MENU} signed-out:hidden`}>
            Dashboard
          </ButtonLink>
        </div>
      </nav>
    </header>
  );
}
