import { PlanCreator } from "@/features/admin-catalogue/plan-creator";
import { PageMeta } from "@/shared/ui/page-meta";
import { PageTitle } from "@/shared/ui/page-title";

export function Component() {
  return (
    <>
      <PageMeta title="Add a plan" description="A new plan." />
      <PageTitle title="Add a plan" back={{ to: "/admin/plans", label: "Plans" }}>
        <p>It is on sale as soon as it is added.</p>
      </PageTitle>
      <PlanCreator />
    </>
  );
}
