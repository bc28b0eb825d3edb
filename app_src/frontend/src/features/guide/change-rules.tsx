const WINDOWS = [
  {
    when: "24 hours before, or earlier",
    title: "Free",
    move: "Move it as often as you need.",
    cancel: "Cancel, and the mock goes back to your plan.",
    look: "bg-success",
  },
  {
    when: "Between 24 and 3 hours before",
    title: "Counts",
    move: "Move it once.",
    cancel: "Cancel, and the mock counts as used.",
    look: "bg-accent",
  },
  {
    when: "Less than 3 hours before",
    title: "Fixed",
    move: "It can no longer be moved.",
    cancel: "Cancelling or not coming uses up the mock.",
    look: "bg-danger",
  },
] as const;

/** The cancellation policy at a glance; its full text is on /refund-policy. */
export function ChangeRules() {
  return (
    <ol className="grid gap-5 md:grid-cols-3">
      {WINDOWS.map(({ when, title, move, cancel, look }) => (
        <li key={when} className="rounded-card border border-line bg-surface p-6 shadow-card">
          <span aria-hidden="true" className={`mb-4 block h-1.5 w-12 rounded-full ${look}`} />
          <p className="text-ink-muted text-sm">{when}</p>
          <h3 className="mt-1 font-display font-semibold text-xl">{title}</h3>
          <p className="mt-3">{move}</p>
          <p className="mt-1">{cancel}</p>
        </li>
      ))}
    </ol>
  );
}
