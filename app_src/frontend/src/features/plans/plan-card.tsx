import { Check } from "lucide-react";
import type { PricingPlan } from "@/shared/api/generated/types.gen";
import { perUnitRupees, rupeeDigits } from "@/shared/lib/format";
import { PlanAction } from "./plan-action";

export function PlanCard({ plan }: { plan: PricingPlan }) {
  const titleId = `plan-${plan.code}`;
  const perMock = perUnitRupees(plan.price_paise, plan.mocks);
  return (
    <article
      aria-labelledby={titleId}
      className={`relative grid content-start gap-y-6 rounded-card border bg-surface p-6 shadow-card md:row-span-4 md:grid-rows-subgrid lg:p-7 ${
        plan.recommended ? "border-brand ring-1 ring-brand" : "border-line"
      }`}
    >
      {plan.recommended ? (
        <p className="absolute -top-3.5 left-6 rounded-full bg-accent px-3 py-0.5 font-semibold text-on-accent text-sm">
          Recommended
        </p>
      ) : null}
      <div>
        <h3 id={titleId} className="font-display font-semibold text-2xl">
          {plan.name}
        </h3>
        <p className="mt-1 text-ink-muted">{plan.tagline}</p>
      </div>
      <div>
        <p className="flex items-baseline gap-0.5">
          <span className="font-semibold text-2xl text-ink-muted">₹</span>
          <span className="font-bold font-display text-5xl tracking-tight">
            {rupeeDigits(plan.price_paise)}
          </span>
        </p>
        <p className="mt-1 text-ink-muted text-sm">
          {plan.mocks === 1
            ? "paid once"
            : `paid once · ${perMock.exact ? "" : "about "}${perMock.text} a mock`}
        </p>
      </div>
      <ul className="grid content-start gap-3 border-line border-t pt-6">
        {plan.features.map((feature, index) => (
          <li key={feature} className={`flex gap-3 ${index === 0 ? "font-semibold" : ""}`}>
            <Check aria-hidden className="mt-1 size-4 shrink-0 text-brand" strokeWidth={3} />
            <span>{feature}</span>
          </li>
        ))}
      </ul>
      <PlanAction plan={plan} />
    </article>
  );
}
