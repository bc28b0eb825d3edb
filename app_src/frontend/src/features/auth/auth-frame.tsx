import { Check } from "lucide-react";
import type { ReactNode } from "react";

interface AuthFrameProps {
  title: string;
  lead?: ReactNode;
  children: ReactNode;
  /** Beside the form on wide screens, below it on a phone. */
  aside?: ReactNode;
}

/** The frame of the pages around signing in: one thing to do, in the middle. */
export function AuthFrame({ title, lead, children, aside }: AuthFrameProps) {
  return (
    // As high as the screen: what is below stays where it is while the content changes.
    <div className="page-width min-h-[calc(100dvh-4rem)] py-10 sm:py-16">
      <div
        className={`mx-auto grid overflow-hidden rounded-card border border-line bg-surface shadow-card ${
          aside ? "max-w-5xl lg:grid-cols-[minmax(0,7fr)_minmax(0,5fr)]" : "max-w-xl"
        }`}
      >
        <div className="p-5 sm:p-10">
          <h1 className="font-bold font-display text-title">{title}</h1>
          {lead ? <div className="mt-3 text-ink-muted">{lead}</div> : null}
          <div className="mt-8">{children}</div>
        </div>
        {aside ? (
          <div className="bg-band text-on-band">
            <div className="paper-grid h-full p-5 sm:p-10">{aside}</div>
          </div>
        ) : null}
      </div>
    </div>
  );
}

export function Gains({ title, gains }: { title: string; gains: readonly string[] }) {
  return (
    <div>
      <h2 className="font-bold font-display text-2xl">{title}</h2>
      <ul className="mt-5 grid gap-3.5 text-on-band-muted">
        {gains.map((gain) => (
          <li key={gain} className="flex gap-3">
            <Check aria-hidden className="mt-1 size-4 shrink-0 text-accent" strokeWidth={3} />
            <span>{gain}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
