import "@/shared/styles/index.css";
import { createRoot, hydrateRoot } from "react-dom/client";
import { createBrowserRouter, matchRoutes, type RouteObject } from "react-router";
import { RouterProvider } from "react-router/dom";
import { createQueryClient } from "@/shared/api/query-client";
import { App } from "./app";
import { routes } from "./routes";

/** Hydration needs the page's component at once, so the lazy part of the routes that match is resolved first. */
async function resolveMatchedRoutes(table: RouteObject[], url: Location): Promise<void> {
  const matches = matchRoutes(table, url) ?? [];
  await Promise.all(
    matches.map(async ({ route }) => {
      if (typeof route.lazy === "function") {
        Object.assign(route, { ...(await route.lazy()), lazy: undefined });
      }
    }),
  );
}

async function start(): Promise<void> {
  const container = document.getElementById("root");
  if (!container) {
    throw new Error("The page has no #root element");
  }
  await resolveMatchedRoutes(routes, window.location);
  const app = (
    <App queryClient={createQueryClient()}>
      <RouterProvider router={createBrowserRouter(routes)} />
    </App>
  );
  // The development server sends an empty root; a built page arrives prerendered.
  if (container.firstElementChild) {
    hydrateRoot(container, app);
  } else {
    createRoot(container).render(app);
  }
}

void start();
