import { useFormContext, useWatch } from "react-hook-form";
import type { PricingPlan } from "@/shared/api/generated/types.gen";
import { countOf, formatRupees, perUnitRupees } from "@/shared/lib/format";
import { Badge } from "@/shared/ui/badge";

/** Plans on sale, one of which is bought; the whole price of each. */
export function PlanOptions({ plans }: { plans: readonly PricingPlan[] }) {
  const { register } = useFormContext();
  const chosen: unknown = useWatch({ name: "plan_code" });
  return (
    <fieldset>
      <legend className="mb-2 font-semibold">Plan</legend>
      <div className="grid gap-3">
        {plans.map((plan) => {
          const perMock = perUnitRupees(plan.price_paise, plan.mocks);
          return (
            <label
              key={plan.code}
              className="flex cursor-pointer items-start gap-3 rounded-card border border-line-strong bg-surface p-4 hover:border-brand has-checked:border-brand has-checked:bg-brand-soft has-checked:ring-1 has-checked:ring-brand has-focus-visible:outline-3 has-focus-visible:outline-focus has-focus-visible:outline-offset-2"
            >
              <input
                type="radio"
                value={plan.code}
                className="mt-1 size-4.5 shrink-0 accent-[var(--brand)] focus-visible:outline-none"
                {...register("plan_code")}
                checked={chosen === plan.code}
              />
              <span className="flex min-w-0 grow flex-wrap items-baseline justify-between gap-x-4">
                <span className="min-w-0">
                  <span className="flex flex-wrap items-center gap-2 font-semibold">
                    {plan.name}
                    {plan.recommended ? <Badge tone="warning">Recommended</Badge> : null}
                  </span>
                  <span className="block text-ink-muted text-sm">
                    {countOf(plan.mocks, "mock interview")}, within {countOf(plan.months, "month")}
                  </span>
                </span>
                <span className="sm:text-right">
                  <span className="font-bold font-display text-xl">
                    {formatRupees(plan.price_paise)}
                  </span>
                  {plan.mocks > 1 ? (
                    <span className="block text-ink-muted text-sm">
                      {perMock.exact ? "" : "about "}
                      {perMock.text} a mock
                    </span>
                  ) : null}
                </span>
              </span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
