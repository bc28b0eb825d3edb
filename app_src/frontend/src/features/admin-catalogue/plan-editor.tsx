import { useQuery } from "@tanstack/react-query";
import { ActiveBadge, ActiveCard } from "@/shared/admin/active";
import { DetailPage } from "@/shared/admin/detail-page";
import { useSaved } from "@/shared/admin/use-saved";
import { callApi } from "@/shared/api/client";
import { adminChangePricingPlan, adminGetPricingPlan } from "@/shared/api/generated/sdk.gen";
import type { AdminPricingPlan, PricingPlanChange } from "@/shared/api/generated/types.gen";
import { EditorFrame } from "@/shared/forms/editor-frame";
import { useEditor } from "@/shared/forms/use-editor";
import { PlanFields } from "./plan-fields";
import { planField, planForm, planSchema } from "./plan-schema";
import { planQuery } from "./queries";

const NAMES = {
  name: "Name",
  tagline: "Tagline",
  price_paise: "Price",
  mocks: "Mock interviews",
  months: "Months",
  features: "What is included",
  recommended: "Recommendation",
};

function PlanForm({ plan }: { plan: AdminPricingPlan }) {
  const saved = useSaved("plans", "pricing-plans");
  const path = { plan_id: plan.id };
  const change = async (body: PricingPlanChange) =>
    saved(await callApi((call) => adminChangePricingPlan({ ...call, path, body })));
  const editor = useEditor({
    entity: plan,
    schema: planSchema,
    toForm: planForm,
    save: change,
    reload: () => callApi((call) => adminGetPricingPlan({ ...call, path })),
    fieldOf: planField,
  });
  return (
    <div className="grid grid-cols-1 gap-8">
      <EditorFrame editor={editor} label="Plan" names={NAMES}>
        <PlanFields plan={plan} />
      </EditorFrame>
      <ActiveCard
        active={plan.active}
        subject="this plan"
        whenRetired={
          <p>
            Nobody can buy it any more. Who has bought it keeps its mocks and its months, and orders
            that wait for their payment can still be paid.
          </p>
        }
        whenOffered={<p>It is on sale on the pricing page at once.</p>}
        queryKey={["admin", "plans"]}
        change={(active) => change({ version: plan.version, active })}
      />
    </div>
  );
}

export function PlanEditor({ planId }: { planId: string }) {
  const query = useQuery(planQuery(planId));
  return (
    <DetailPage
      query={query}
      kind="Plan"
      title={({ name }) => name}
      back={{ to: "/admin/plans", label: "Plans" }}
      lead={(plan) => (
        <span className="flex flex-wrap items-center gap-2">
          <ActiveBadge active={plan.active} words={{ on: "On sale", off: "Retired" }} />{" "}
          <code className="font-mono">{plan.code}</code>
        </span>
      )}
    >
      {(plan) => <PlanForm plan={plan} />}
    </DetailPage>
  );
}
