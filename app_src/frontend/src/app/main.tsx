import "@/shared/styles/index.css";
import { createRoot, hydrateRoot } from "react-dom/client";
import { createBrowserRouter, matchRoutes, type RouteObject } from "react-router";
import { RouterProvider } from "react-router/dom";
import { createQueryClient } from "@/shared/api/query-client";
import { reportError, startErrorReports } from "@/shared/lib/report-errors";
import { forgetOnChangeOfPerson } from "@/shared/session/forget";
import { startSession } from "@/shared/session/refresh";
import { App } from "./app";
import { furtherRoutes, routes } from "./routes";

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
  const queryClient = createQueryClient();
  forgetOnChangeOfPerson(queryClient);
  startSession();
  const here = [...routes, ...(await furtherRoutes(window.location.pathname))];
  await resolveMatchedRoutes(here, window.location);
  let complete = here.length > routes.length;
  const router = createBrowserRouter(here, {
    patchRoutesOnNavigation: async ({ path, patch }) => {
      if (!complete) {
        const further = await furtherRoutes(path);
        complete = further.length > 0;
        patch(null, further);
      }
    },
  });
  const app = (
    <App queryClient={queryClient}>
      <RouterProvider router={router} onError={reportError} />
    </App>
  );
  // The development server sends an empty root; a public page arrives prerendered, a signed-in one as a shell.
  if (container.firstElementChild && !container.querySelector("[data-shell]")) {
    hydrateRoot(container, app);
  } else {
    createRoot(container).render(app);
  }
}

startErrorReports();
void start();
