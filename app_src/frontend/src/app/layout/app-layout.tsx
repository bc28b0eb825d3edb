import { Menu as MenuIcon, X } from "lucide-react";
import { lazy, Suspense } from "react";
import { Link, NavLink, Outlet, ScrollRestoration, useLocation } from "react-router";
import { config } from "@/shared/lib/config";
import { useSession } from "@/shared/session/use-session";
import { BrandMark } from "@/shared/ui/brand-mark";
import { Toaster } from "@/shared/ui/toast";
import { APP_NAVIGATION, type NavigationGroup } from "./app-navigation";
import { AVATAR } from "./avatar";
import { LoadingBar } from "./loading-bar";
import { OfflineBanner } from "./offline-banner";
import { SkipLink } from "./skip-link";
import { ThemeSwitch } from "./theme-switch";
import { useFocusOnNavigation } from "./use-focus-on-navigation";
import { useMenu } from "./use-menu";
import { VerifyBanner } from "./verify-banner";

const AccountMenu = lazy(() => import("./account-menu"));

const ITEM =
  "flex min-h-11 items-center gap-3 rounded-control px-3 font-medium text-ink-muted hover:bg-brand-soft hover:text-ink " +
  "aria-[current=page]:bg-brand-soft aria-[current=page]:text-brand data-current:bg-brand-soft data-current:text-brand";

function Navigation({ groups }: { groups: readonly NavigationGroup[] }) {
  const { pathname } = useLocation();
  return groups.map(({ title, entries }) => (
    <div key={title ?? "main"} className="mb-4">
      {title ? <p className="px-3 pb-1 text-ink-muted text-sm">{title}</p> : null}
      <ul className="grid gap-0.5">
        {entries.map(({ to, label, icon: Icon, end, also }) => (
          <li key={to}>
            <NavLink
              to={to}
              end={end ?? false}
              className={ITEM}
              data-current={also?.some((prefix) => pathname.startsWith(prefix)) ? "" : undefined}
            >
              <Icon aria-hidden className="size-5 shrink-0" strokeWidth={1.75} />
              {label}
            </NavLink>
          </li>
        ))}
      </ul>
    </div>
  ));
}

/** The frame of the signed-in pages: navigation of the role beside the page, above it on narrow screens. */
export function Component() {
  const main = useFocusOnNavigation();
  const session = useSession();
  const { open, button, toggle } = useMenu();
  const user = session.status === "signed-in" ? session.user : undefined;
  const groups = user ? APP_NAVIGATION[user.role] : [];
  const Icon = open ? X : MenuIcon;
  return (
    <div className="min-h-dvh">
      <SkipLink />
      <LoadingBar />
      <header className="sticky top-0 z-40 border-line border-b bg-canvas print:hidden">
        <div className="flex h-16 items-center gap-1 px-4 sm:px-6">
          <button
            type="button"
            ref={button}
            onClick={toggle}
            aria-expanded={open}
            aria-controls="app-menu"
            className="-ml-2 grid size-11 place-items-center rounded-control hover:bg-brand-soft lg:hidden"
          >
            <Icon aria-hidden className="size-6" />
            <span className="sr-only">Menu</span>
          </button>
          <Link to="/" className="flex items-center gap-2.5 font-bold font-display text-xl">
            <BrandMark className="size-8" />
            <span className="max-[22rem]:sr-only">Codementee</span>
          </Link>
          {config.environment === "production" ? null : (
            <span className="ml-3 rounded-full bg-accent-soft px-2.5 py-0.5 text-on-accent-soft text-sm max-sm:hidden">
              {config.environment}
            </span>
          )}
          <div className="ml-auto flex items-center">
            <ThemeSwitch />
            {user ? (
              <Suspense fallback={<span className={AVATAR}>{user.name.charAt(0)}</span>}>
                <AccountMenu name={user.name} email={user.email} />
              </Suspense>
            ) : null}
          </div>
        </div>
        <nav
          id="app-menu"
          aria-label="Menu"
          hidden={!open}
          className="absolute inset-x-0 max-h-[calc(100dvh-4rem)] overflow-y-auto border-line border-b bg-canvas p-4 shadow-card lg:hidden"
        >
          <Navigation groups={groups} />
        </nav>
      </header>
      <div className="lg:grid lg:grid-cols-[16rem_minmax(0,1fr)] print:block">
        <nav
          aria-label="Main"
          className="sticky top-16 hidden h-[calc(100dvh-4rem)] overflow-y-auto border-line border-r p-4 lg:block print:hidden"
        >
          <Navigation groups={groups} />
        </nav>
        <div className="min-w-0">
          <VerifyBanner />
          <main
            id="content"
            ref={main}
            tabIndex={-1}
            className="mx-auto w-full min-w-0 max-w-6xl px-4 py-8 focus:outline-none sm:px-6 lg:px-10 lg:py-10"
          >
            <Outlet />
          </main>
        </div>
      </div>
      <OfflineBanner />
      <Toaster />
      <ScrollRestoration />
    </div>
  );
}
