import type { RouteObject } from "react-router";
import { RequireSession } from "./guards/require-session";
import { RouteFailure } from "./layout/route-failure";
import { accountPages } from "./routes/account";
import { adminPages } from "./routes/admin";
import { menteePages } from "./routes/mentee";
import { mentorPages } from "./routes/mentor";
import { toRoutes } from "./routes/page";
import { notFoundPage } from "./routes/public";

/** Areas of the signed-in pages: every path below them is answered with the shell (container/nginx.conf). */
const AREAS = ["/account/*", "/mentee/*", "/mentor/*", "/admin/*"];

export const signedInRoutes: RouteObject[] = [
  {
    lazy: () => import("./layout/app-layout"),
    children: [
      {
        ErrorBoundary: RouteFailure,
        children: [
          { element: <RequireSession />, children: toRoutes(accountPages) },
          { element: <RequireSession roles={["mentee"]} />, children: toRoutes(menteePages) },
          { element: <RequireSession roles={["mentor"]} />, children: toRoutes(mentorPages) },
          { element: <RequireSession roles={["admin"]} />, children: toRoutes(adminPages) },
          ...AREAS.map((path) => ({ path, lazy: notFoundPage.load })),
        ],
      },
    ],
  },
];
