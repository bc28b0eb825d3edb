import { BadgeIndianRupee, CalendarClock, MousePointerClick } from "lucide-react";

const PROMISES = [
  {
    icon: MousePointerClick,
    title: "Free until you book",
    text: "Register, explore every company and track, and look around. You pay when you book.",
  },
  {
    icon: BadgeIndianRupee,
    title: "The price is the price",
    text: "What the plan shows is what you pay: no joining fee, no booking fee, nothing added at checkout.",
  },
  {
    icon: CalendarClock,
    title: "Nothing renews by itself",
    text: "A plan is one payment for a number of mocks within a period. Unused ones can be refunded until it ends.",
  },
] as const;

/** How paying works, in the three sentences that people look for first. */
export function PlanPromises() {
  return (
    <ul className="grid gap-8 sm:grid-cols-3 sm:gap-6">
      {PROMISES.map(({ icon: Icon, title, text }) => (
        <li key={title}>
          <Icon aria-hidden className="mb-3 size-6 text-brand" strokeWidth={1.75} />
          <h3 className="font-display font-semibold text-lg">{title}</h3>
          <p className="mt-1 text-ink-muted">{text}</p>
        </li>
      ))}
    </ul>
  );
}
