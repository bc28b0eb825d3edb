import type { Page } from "./page";

export const mentorPages: readonly Page[] = [
  { path: "/mentor", load: () => import("@/app/pages/mentor/home") },
  { path: "/mentor/mocks", load: () => import("@/app/pages/mentor/mocks") },
  { path: "/mentor/mocks/:mockId", load: () => import("@/app/pages/mentor/mock") },
  { path: "/mentor/mocks/:mockId/feedback", load: () => import("@/app/pages/mentor/feedback") },
  { path: "/mentor/availability", load: () => import("@/app/pages/mentor/availability") },
  { path: "/mentor/profile", load: () => import("@/app/pages/mentor/profile") },
];
