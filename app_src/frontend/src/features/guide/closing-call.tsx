import { ButtonLink } from "@/shared/ui/button";
import { StartButtons } from "./start-buttons";

export function ClosingCall() {
  return (
    <section aria-labelledby="closing-call-title" className="bg-band text-on-band">
      <div className="paper-grid">
        <div className="page-width flex flex-col items-start gap-8 py-16 sm:py-20 lg:flex-row lg:items-end lg:justify-between">
          <div>
            <h2 id="closing-call-title" className="max-w-2xl font-bold font-display text-title">
              Make your first mistakes where they cost nothing
            </h2>
            <p className="mt-4 max-w-xl text-lg text-on-band-muted">
              Open a free account, find the company and level you are preparing for, and see what
              the interview asks of you.
            </p>
          </div>
          <div className="flex shrink-0 flex-wrap gap-3">
            <StartButtons label="Create your free account" />
            <ButtonLink to="/companies" variant="onBand">
              Explore companies
            </ButtonLink>
          </div>
        </div>
      </div>
    </section>
  );
}
