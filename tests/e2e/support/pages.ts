/** Every public page with its main heading. */
export const PAGES = [
  { name: "landing", path: "/", heading: /practise the interview before it counts/i },
  { name: "pricing", path: "/pricing", heading: /one payment, no surprises/i },
  { name: "companies", path: "/companies", heading: /companies and tracks/i },
  { name: "not-found", path: "/no-such-page", heading: /did not make it to the next round/i },
] as const;

/** What must be on screen before a page counts as loaded: the live lists, where it has any. */
export const LIVE_CONTENT: Readonly<Record<string, string>> = {
  "/": "Amazon",
  "/companies": "Amazon",
  "/pricing": "Foundation",
};
