import { Link } from "react-router";
import { ButtonLink } from "@/shared/ui/button";
import { Scorecard } from "./scorecard";
import { StartButtons } from "./start-buttons";

export function Hero() {
  return (
    <div className="overflow-hidden bg-band text-on-band">
      <div className="paper-grid">
        <div className="page-width grid grid-cols-[minmax(0,1fr)] items-center gap-12 py-14 sm:py-20 lg:grid-cols-[minmax(0,1.1fr)_minmax(0,1fr)] lg:gap-16 lg:py-24">
          <div>
            <h1 className="font-bold font-display text-hero">
              Practise the interview <span className="marker">before it counts</span>
            </h1>
            <p className="mt-6 max-w-xl text-lg text-on-band-muted sm:text-xl">
              Mock interviews with mentors from product companies, for the exact role you are after.
              You leave with written feedback on what to fix next.
            </p>
            <div className="mt-9 flex flex-wrap gap-3">
              <StartButtons />
              <ButtonLink to="/companies" variant="onBand">
                Explore companies
              </ButtonLink>
            </div>
            <p className="mt-4 text-on-band-muted text-sm">
              Free to register and explore. You pay only when you book.{" "}
              <Link
                to="/pricing"
                className="inline-flex min-h-11 items-center text-on-band underline underline-offset-2"
              >
                See pricing
              </Link>
            </p>
          </div>
          <Scorecard />
        </div>
      </div>
    </div>
  );
}
