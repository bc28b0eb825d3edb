import type { RouteObject } from "react-router";
import { RootLayout } from "./layout/root-layout";
import { RouteFailure } from "./layout/route-failure";

interface Page {
  path: string;
  /** The page's module from the project root: names its chunk in the build manifest, for preloading and the size budget. */
  module: string;
  load: () => Promise<{ Component: () => React.ReactNode }>;
}

// Each page is a chunk of its own and is prerendered to a file of its own (scripts/prerender.ts): what is not listed here
// is answered with a real 404.
export const pages: readonly Page[] = [
  { path: "/", module: "src/app/pages/landing.tsx", load: () => import("./pages/landing") },
  { path: "/pricing", module: "src/app/pages/pricing.tsx", load: () => import("./pages/pricing") },
  {
    path: "/companies",
    module: "src/app/pages/companies.tsx",
    load: () => import("./pages/companies"),
  },
];

export const notFoundPage: Page = {
  path: "*",
  module: "src/app/pages/not-found.tsx",
  load: () => import("./pages/not-found"),
};

export const routes: RouteObject[] = [
  {
    Component: RootLayout,
    children: [
      {
        ErrorBoundary: RouteFailure,
        children: [...pages, notFoundPage].map(({ path, load }) => ({ path, lazy: load })),
      },
    ],
  },
];
