import type { ReactNode } from "react";

interface SectionProps {
  id: string;
  eyebrow?: string;
  title: string;
  lead?: ReactNode;
  children: ReactNode;
  sunken?: boolean;
}

/** A titled band of a page; its heading names the region for assistive technology. */
export function Section({ id, eyebrow, title, lead, children, sunken = false }: SectionProps) {
  return (
    <section
      id={id}
      aria-labelledby={`${id}-title`}
      className={`py-14 sm:py-20 ${sunken ? "border-line border-y bg-sunken" : ""}`}
    >
      <div className="page-width">
        <div className="mb-10 max-w-2xl sm:mb-12">
          {eyebrow ? <p className="mb-3 font-mono text-brand text-sm">{eyebrow}</p> : null}
          <h2 id={`${id}-title`} className="font-bold font-display text-title">
            {title}
          </h2>
          {lead ? <p className="mt-4 text-ink-muted text-lg">{lead}</p> : null}
        </div>
        {children}
      </div>
    </section>
  );
}
