import type { ReactNode } from "react";

/** The opening band of an inner page. */
export function PageHeader({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="bg-band text-on-band">
      <div className="paper-grid">
        <div className="page-width py-14 sm:py-20">
          <h1 className="max-w-3xl font-bold font-display text-hero">{title}</h1>
          <div className="mt-5 max-w-2xl text-lg text-on-band-muted">{children}</div>
        </div>
      </div>
    </div>
  );
}
