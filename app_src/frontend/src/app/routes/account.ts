import type { Page } from "./page";

/** For everybody who is signed in. */
export const accountPages: readonly Page[] = [
  { path: "/dashboard", load: () => import("@/app/pages/dashboard") },
  { path: "/account", load: () => import("@/app/pages/account/start") },
  { path: "/account/profile", load: () => import("@/app/pages/account/profile") },
  { path: "/account/security", load: () => import("@/app/pages/account/security") },
  { path: "/account/calendar", load: () => import("@/app/pages/account/calendar") },
  { path: "/account/privacy", load: () => import("@/app/pages/account/privacy") },
];
