import type { PrerenderedPage } from "./page";

/** What visitors see. A path that is not listed here, nor below an area of the signed-in pages, is a real 404. */
export const publicPages: readonly PrerenderedPage[] = [
  {
    path: "/",
    module: "src/app/pages/landing.tsx",
    load: () => import("@/app/pages/landing"),
    listed: true,
  },
  {
    path: "/how-it-works",
    module: "src/app/pages/how-it-works.tsx",
    load: () => import("@/app/pages/how-it-works"),
    listed: true,
  },
  {
    path: "/companies",
    module: "src/app/pages/companies.tsx",
    load: () => import("@/app/pages/companies"),
    listed: true,
  },
  {
    // Which companies there are is live: they are found through /companies, not through the sitemap.
    path: "/companies/:slug",
    file: "company.html",
    module: "src/app/pages/company.tsx",
    load: () => import("@/app/pages/company"),
    listed: false,
  },
  {
    path: "/mentors",
    module: "src/app/pages/mentors.tsx",
    load: () => import("@/app/pages/mentors"),
    listed: true,
  },
  {
    path: "/pricing",
    module: "src/app/pages/pricing.tsx",
    load: () => import("@/app/pages/pricing"),
    listed: true,
  },
  {
    path: "/register",
    module: "src/app/pages/register.tsx",
    load: () => import("@/app/pages/register"),
    listed: true,
  },
  {
    path: "/login",
    module: "src/app/pages/login.tsx",
    load: () => import("@/app/pages/login"),
    listed: true,
  },
  {
    path: "/forgot-password",
    module: "src/app/pages/forgot-password.tsx",
    load: () => import("@/app/pages/forgot-password"),
    listed: false,
  },
  {
    path: "/reset-password",
    module: "src/app/pages/reset-password.tsx",
    load: () => import("@/app/pages/reset-password"),
    listed: false,
  },
  {
    path: "/verify-email",
    module: "src/app/pages/verify-email.tsx",
    load: () => import("@/app/pages/verify-email"),
    listed: false,
  },
  {
    path: "/account-deleted",
    module: "src/app/pages/account-deleted.tsx",
    load: () => import("@/app/pages/account-deleted"),
    listed: false,
  },
  {
    path: "/terms",
    module: "src/app/pages/terms.tsx",
    load: () => import("@/app/pages/terms"),
    listed: true,
  },
  {
    path: "/privacy-policy",
    module: "src/app/pages/privacy-policy.tsx",
    load: () => import("@/app/pages/privacy-policy"),
    listed: true,
  },
  {
    path: "/refund-policy",
    module: "src/app/pages/refund-policy.tsx",
    load: () => import("@/app/pages/refund-policy"),
    listed: true,
  },
];

export const notFoundPage: PrerenderedPage = {
  path: "*",
  module: "src/app/pages/not-found.tsx",
  load: () => import("@/app/pages/not-found"),
  listed: false,
};

/** What the signed-in pages start from, until the application knows who is there; never hydrated. */
export const shellPage: PrerenderedPage = {
  path: "/app-shell",
  module: "src/app/layout/app-layout.tsx",
  alongside: ["src/app/signed-in-routes.tsx"],
  load: () => import("@/app/pages/shell"),
  listed: false,
};
