import { useQuery } from "@tanstack/react-query";
import { Ticket } from "lucide-react";
import { creditsQuery } from "@/shared/api/credits";
import type { CreditOverview } from "@/shared/api/generated/types.gen";
import { countOf } from "@/shared/lib/format";
import { ButtonLink } from "@/shared/ui/button";
import { Moment } from "@/shared/ui/moment";
import { QuerySection } from "@/shared/ui/query-section";
import { Skeleton } from "@/shared/ui/skeleton";

function Left({ credits }: { credits: CreditOverview }) {
  const { available, next_expiry_at } = credits;
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-4 rounded-card bg-band p-5 text-on-band sm:p-6">
      <div className="flex items-center gap-4">
        <Ticket aria-hidden className="size-8 shrink-0 text-accent" strokeWidth={1.75} />
        <div>
          <p className="font-bold font-display text-2xl">
            {available === 0 ? "No mocks left" : `${countOf(available, "mock")} left`}
          </p>
          <p className="text-on-band-muted">
            {available > 0 && next_expiry_at ? (
              <>
                {available === 1 ? "Use it until" : "The first of them ends"}{" "}
                <Moment at={next_expiry_at} />.
              </>
            ) : (
              "With a plan you book without paying each time."
            )}
          </p>
        </div>
      </div>
      {available > 0 ? (
        <ButtonLink to="/mentee/book" variant="accent">
          Book a mock
        </ButtonLink>
      ) : null}
    </div>
  );
}

/** How many mocks one has, and until when. */
export function Balance() {
  const query = useQuery(creditsQuery);
  return (
    <QuerySection
      query={query}
      subject="your mocks"
      skeleton={<Skeleton className="h-28 w-full rounded-card" />}
    >
      {(credits) => <Left credits={credits} />}
    </QuerySection>
  );
}
