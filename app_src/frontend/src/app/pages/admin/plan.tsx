import { useParams } from "react-router";
import { PlanEditor } from "@/features/admin-catalogue/plan-editor";
import { PageMeta } from "@/shared/ui/page-meta";

export function Component() {
  const { planId = "" } = useParams();
  return (
    <>
      <PageMeta title="Plan" description="One plan and its price." />
      <PlanEditor key={planId} planId={planId} />
    </>
  );
}
