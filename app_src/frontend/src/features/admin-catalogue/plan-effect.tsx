import { useWatch } from "react-hook-form";
import type { AdminPricingPlan } from "@/shared/api/generated/types.gen";
import { parseRupees } from "@/shared/forms/rupees";
import { countOf, formatRupees } from "@/shared/lib/format";
import { Alert } from "@/shared/ui/alert";

/** What saving would change for whom, as soon as something that matters was typed. */
export function PlanEffect({ plan }: { plan: AdminPricingPlan }) {
  const [price, mocks, months] = useWatch({ name: ["price_paise", "mocks", "months"] });
  const paise = typeof price === "string" ? parseRupees(price) : undefined;
  const changes: string[] = [];
  if (paise !== undefined && paise !== plan.price_paise) {
    changes.push(`costs ${formatRupees(paise)} instead of ${formatRupees(plan.price_paise)}`);
  }
  if (typeof mocks === "number" && mocks !== plan.mocks) {
    changes.push(`has ${countOf(mocks, "mock")} instead of ${plan.mocks}`);
  }
  if (typeof months === "number" && months !== plan.months) {
    changes.push(`lasts ${countOf(months, "month")} instead of ${plan.months}`);
  }
  if (changes.length === 0) {
    return null;
  }
  return (
    <Alert tone="warning" title="This changes what people buy">
      <p>
        Once saved, {plan.name} {changes.join(", ")}, on every page at once. It holds for orders
        from then on: an order that was placed keeps the plan as it was, paid or not. Look at the
        lines under “What is included” below too: they may name the old figures.
      </p>
    </Alert>
  );
}
