import type { RouteObject } from "react-router";
import { RootLayout } from "./layout/root-layout";
import { RouteFailure } from "./layout/route-failure";
import { type Page, toRoutes } from "./routes/page";
import { notFoundPage, publicPages, shellPage } from "./routes/public";

const developmentPages: readonly Page[] = import.meta.env.DEV
  ? [{ path: "/components", load: () => import("./pages/components") }]
  : [];

/** What every visitor loads. */
export const routes: RouteObject[] = [
  {
    Component: RootLayout,
    children: [
      {
        ErrorBoundary: RouteFailure,
        children: toRoutes([...publicPages, ...developmentPages, notFoundPage]),
      },
    ],
  },
  { path: shellPage.path, lazy: shellPage.load },
];

const SIGNED_IN = /^\/(?:dashboard|account|mentee|mentor|admin)(?:\/|$)/;

/** The routes of the signed-in pages, as soon as a path leads there: their table is a good part of what visitors never need. */
export async function furtherRoutes(path: string): Promise<RouteObject[]> {
  if (!SIGNED_IN.test(path)) {
    return [];
  }
  return (await import("./signed-in-routes")).signedInRoutes;
}
