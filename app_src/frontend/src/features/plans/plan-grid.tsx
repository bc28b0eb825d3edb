import { useQuery } from "@tanstack/react-query";
import { Tag } from "lucide-react";
import { plansQuery } from "@/shared/api/catalogue";
import { Notice } from "@/shared/ui/notice";
import { QuerySection } from "@/shared/ui/query-section";
import { Skeleton } from "@/shared/ui/skeleton";
import { PlanCard } from "./plan-card";

// Cards share the rows of the grid: prices and features line up however long a tagline is.
const GRID = "grid gap-x-4 gap-y-8 md:grid-cols-3 lg:gap-x-8";
const ROWS = "grid md:row-span-4 md:grid-rows-subgrid";

/** As high as a plan with three features and its button, so that the page below stays where it is. */
function PlanSkeleton() {
  return (
    <div className="flex min-h-[28rem] flex-col rounded-card border border-line bg-surface p-6 lg:p-7">
      <Skeleton className="h-8 w-32" />
      <Skeleton className="mt-2 h-5 w-44" />
      <Skeleton className="mt-7 h-12 w-40" />
      <Skeleton className="mt-3 h-4 w-36" />
      <Skeleton className="mt-12 h-4 w-5/6" />
      <Skeleton className="mt-5 h-4 w-4/6" />
      <Skeleton className="mt-5 h-4 w-5/6" />
      <Skeleton className="mt-auto h-11 w-full" />
    </div>
  );
}

export function PlanGrid() {
  const query = useQuery(plansQuery);
  return (
    <QuerySection
      query={query}
      subject="the plans"
      skeleton={
        <div className={GRID}>
          <PlanSkeleton />
          <PlanSkeleton />
          <PlanSkeleton />
        </div>
      }
      isEmpty={(plans) => plans.length === 0}
      empty={
        <Notice icon={Tag} title="No plan is on sale right now">
          <p>Signing up and exploring stay free. Please look in again soon.</p>
        </Notice>
      }
    >
      {(plans) => (
        <ul className={GRID}>
          {plans.map((plan) => (
            <li key={plan.code} className={ROWS}>
              <PlanCard plan={plan} />
            </li>
          ))}
        </ul>
      )}
    </QuerySection>
  );
}
