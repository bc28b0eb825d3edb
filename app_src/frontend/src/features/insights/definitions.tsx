import { ChevronRight } from "lucide-react";
import { DEFINITIONS } from "./words";

/** What each figure means, for whoever has to rely on it. */
export function Definitions() {
  return (
    <details className="group rounded-card border border-line bg-surface shadow-card">
      <summary className="flex min-h-14 cursor-pointer items-center gap-2 rounded-card px-5 font-display font-semibold text-xl hover:text-brand sm:px-6">
        <ChevronRight aria-hidden className="size-5 transition-transform group-open:rotate-90" />
        What each figure means
      </summary>
      <dl className="grid gap-x-8 gap-y-4 px-5 pb-6 sm:px-6 md:grid-cols-2">
        {DEFINITIONS.map(({ term, text }) => (
          <div key={term}>
            <dt className="font-semibold">{term}</dt>
            <dd className="text-ink-muted">{text}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
