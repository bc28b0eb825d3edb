import { MockList } from "@/features/mocks/mock-list";
import { PageMeta } from "@/shared/ui/page-meta";
import { PageTitle } from "@/shared/ui/page-title";

export function Component() {
  return (
    <>
      <PageMeta
        title="Mocks and feedback"
        description="Your mocks, those to come and those that have been, with their feedback."
      />
      <PageTitle title="Mocks and feedback" />
      <MockList />
    </>
  );
}
