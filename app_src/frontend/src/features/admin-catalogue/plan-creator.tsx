import { useNavigate } from "react-router";
import { atField } from "@/shared/admin/at-field";
import { useSaved } from "@/shared/admin/use-saved";
import { callApi } from "@/shared/api/client";
import { adminCreatePricingPlan } from "@/shared/api/generated/sdk.gen";
import { CreateFrame } from "@/shared/forms/editor-frame";
import { useApiForm } from "@/shared/forms/use-api-form";
import { toast } from "@/shared/ui/toast";
import { PlanFields } from "./plan-fields";
import { newPlanSchema, planField } from "./plan-schema";

export function PlanCreator() {
  const navigate = useNavigate();
  const saved = useSaved("plans", "pricing-plans");
  const api = useApiForm({
    schema: newPlanSchema,
    defaultValues: {
      name: "",
      code: "",
      tagline: "",
      price_paise: "",
      features: [{ text: "" }],
      recommended: false,
    },
    fieldOf: planField,
    submit: async (body) => {
      const plan = saved(
        await atField(
          callApi((call) => adminCreatePricingPlan({ ...call, body })),
          "already_exists",
          { path: "code", message: "Another plan has this code" },
        ),
      );
      toast.success(`${plan.name} is on sale`);
      await navigate(`/admin/plans/${plan.id}`, { replace: true });
    },
  });
  return (
    <CreateFrame api={api} label="New plan" action="Put the plan on sale">
      <PlanFields />
    </CreateFrame>
  );
}
