/** Every public page with its main heading. */
export const PAGES = [
  { name: "landing", path: "/", heading: /practise the interview before it counts/i },
  { name: "pricing", path: "/pricing", heading: /one payment, no surprises/i },
  { name: "companies", path: "/companies", heading: /companies and tracks/i },
  { name: "company", path: "/companies/google", heading: /^prepare for/i },
  { name: "mentors", path: "/mentors", heading: /other side of the table/i },
  { name: "how-it-works", path: "/how-it-works", heading: /how a mock interview works/i },
  { name: "register", path: "/register", heading: /create your free account/i },
  { name: "login", path: "/login", heading: /welcome back/i },
  { name: "forgot-password", path: "/forgot-password", heading: /set a new password/i },
  { name: "reset-password", path: "/reset-password", heading: /choose a new password/i },
  { name: "verify-email", path: "/verify-email", heading: /your e-mail address/i },
  { name: "account-deleted", path: "/account-deleted", heading: /your account is deleted/i },
  { name: "terms", path: "/terms", heading: /terms of use/i },
  { name: "privacy-policy", path: "/privacy-policy", heading: /privacy policy/i },
  { name: "refund-policy", path: "/refund-policy", heading: /cancellation and refunds/i },
  { name: "not-found", path: "/no-such-page", heading: /did not make it to the next round/i },
] as const;

/** What must be on screen before a page counts as loaded: the live lists, where it has any. */
export const LIVE_CONTENT: Readonly<Record<string, string>> = {
  "/": "Amazon",
  "/companies": "Amazon",
  "/companies/google": "L3",
  "/how-it-works": "Problem solving",
  "/pricing": "Foundation",
};
