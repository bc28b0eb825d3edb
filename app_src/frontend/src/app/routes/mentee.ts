import type { Page } from "./page";

export const menteePages: readonly Page[] = [
  { path: "/mentee", load: () => import("@/app/pages/mentee/start") },
  { path: "/mentee/explore", load: () => import("@/app/pages/mentee/explore") },
  {
    path: "/mentee/explore/interviews",
    load: () => import("@/app/pages/mentee/explore-interviews"),
  },
  { path: "/mentee/explore/mentors", load: () => import("@/app/pages/mentee/explore-mentors") },
  { path: "/mentee/bookings", load: () => import("@/app/pages/mentee/bookings") },
  { path: "/mentee/bookings/:bookingId", load: () => import("@/app/pages/mentee/booking") },
  {
    path: "/mentee/bookings/:bookingId/move",
    load: () => import("@/app/pages/mentee/booking-move"),
  },
  { path: "/mentee/mocks", load: () => import("@/app/pages/mentee/mocks") },
  { path: "/mentee/mocks/:mockId", load: () => import("@/app/pages/mentee/mock") },
  { path: "/mentee/progress", load: () => import("@/app/pages/mentee/progress") },
  { path: "/mentee/book", load: () => import("@/app/pages/mentee/book") },
  { path: "/mentee/book/:bookingId", load: () => import("@/app/pages/mentee/book") },
  { path: "/mentee/plans", load: () => import("@/app/pages/mentee/plans") },
  { path: "/mentee/orders", load: () => import("@/app/pages/mentee/orders") },
  { path: "/mentee/orders/:orderId", load: () => import("@/app/pages/mentee/order") },
  { path: "/mentee/credits", load: () => import("@/app/pages/mentee/credits") },
  { path: "/mentee/invoices", load: () => import("@/app/pages/mentee/invoices") },
  { path: "/mentee/invoices/:invoiceId", load: () => import("@/app/pages/mentee/invoice") },
];
