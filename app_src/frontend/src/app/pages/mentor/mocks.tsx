import { MockList } from "@/features/mentor-mocks/mock-list";
import { PageMeta } from "@/shared/ui/page-meta";
import { PageTitle } from "@/shared/ui/page-title";

export function Component() {
  return (
    <>
      <PageMeta title="Mocks" description="The mock interviews you give." />
      <PageTitle title="Mocks">
        <p>What is planned, what waits for your feedback, and what you have given.</p>
      </PageTitle>
      <MockList />
    </>
  );
}
