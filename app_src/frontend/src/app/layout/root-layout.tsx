import { Outlet, ScrollRestoration } from "react-router";
import { Footer } from "./footer";
import { Header } from "./header";
import { LoadingBar } from "./loading-bar";
import { OfflineBanner } from "./offline-banner";
import { SkipLink } from "./skip-link";
import { useFocusOnNavigation } from "./use-focus-on-navigation";

/** The frame of the public pages. */
export function RootLayout() {
  const main = useFocusOnNavigation();
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <Header />
      <LoadingBar />
      <main id="content" ref={main} tabIndex={-1} className="grow focus:outline-none">
        <Outlet />
      </main>
      <Footer />
      <OfflineBanner />
      <ScrollRestoration />
    </div>
  );
}
