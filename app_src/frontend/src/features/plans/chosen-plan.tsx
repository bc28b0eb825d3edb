import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { plansQuery } from "@/shared/api/catalogue";
import type { PricingPlan } from "@/shared/api/generated/types.gen";
import { countOf, formatRupees } from "@/shared/lib/format";
import { Skeleton } from "@/shared/ui/skeleton";

function explanation(plan: PricingPlan | undefined, known: boolean): string {
  if (plan) {
    const mocks = countOf(plan.mocks, "mock interview");
    return `${mocks} within ${countOf(plan.months, "month")}. Nothing is charged now: next you choose company and times, and pay at the end.`;
  }
  return known
    ? "The one behind your link is not on sale at the moment. The account is free, and the others are offered at the end of a booking."
    : "The account is free. Plans are offered at the end of a booking, and nothing is charged before.";
}

/** The plan somebody came for, on the dark band beside the registration form. */
export default function ChosenPlan({ code }: { code: string }) {
  const query = useQuery(plansQuery);
  const plan = query.data?.find((offered) => offered.code === code);
  if (query.isPending) {
    return (
      <div aria-hidden>
        <Skeleton className="h-8 w-40 opacity-30" />
        <Skeleton className="mt-5 h-24 w-full opacity-30" />
      </div>
    );
  }
  return (
    <div>
      <h2 className="font-bold font-display text-2xl">
        {plan ? `You chose ${plan.name}` : "You choose a plan when you book"}
      </h2>
      {plan ? (
        <p className="mt-4">
          <span className="font-bold font-display text-4xl">{formatRupees(plan.price_paise)}</span>
          <span className="ml-2 text-on-band-muted">paid once</span>
        </p>
      ) : null}
      <p className="mt-4 text-on-band-muted">{explanation(plan, query.isSuccess)}</p>
      <Link
        to="/pricing"
        className="mt-3 inline-flex min-h-11 items-center text-on-band underline underline-offset-2"
      >
        Compare plans
      </Link>
    </div>
  );
}
