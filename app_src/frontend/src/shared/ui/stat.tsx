import type { ReactNode } from "react";

interface StatProps {
  label: string;
  value: ReactNode;
  /** What the figure means or how it moved. */
  note?: ReactNode;
}

/** One figure with its name; several stand in a <dl>: `<Stats><Stat …/></Stats>`. */
export function Stat({ label, value, note }: StatProps) {
  return (
    <div className="rounded-card border border-line bg-surface p-5 shadow-card">
      <dt className="text-ink-muted text-sm">{label}</dt>
      <dd className="mt-1">
        <span className="font-bold font-display text-3xl tabular-nums">{value}</span>
        {note ? <span className="mt-1 block text-ink-muted text-sm">{note}</span> : null}
      </dd>
    </div>
  );
}

export function Stats({ children }: { children: ReactNode }) {
  return <dl className="grid grid-cols-2 gap-4 lg:grid-cols-4">{children}</dl>;
}
