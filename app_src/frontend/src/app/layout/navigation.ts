export const NAVIGATION = [
  { to: "/how-it-works", label: "How it works" },
  { to: "/companies", label: "Companies" },
  { to: "/mentors", label: "Mentors" },
  { to: "/pricing", label: "Pricing" },
] as const;
