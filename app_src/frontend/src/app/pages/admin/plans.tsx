import { PlanList } from "@/features/admin-catalogue/plan-list";
import { ButtonLink } from "@/shared/ui/button";
import { PageMeta } from "@/shared/ui/page-meta";
import { PageTitle } from "@/shared/ui/page-title";

export function Component() {
  return (
    <>
      <PageMeta title="Plans" description="What is on sale and for how much." />
      <PageTitle title="Plans" action={<ButtonLink to="/admin/plans/new">Add a plan</ButtonLink>}>
        <p>What is on sale. The figures here are those of every page and every order.</p>
      </PageTitle>
      <PlanList />
    </>
  );
}
