import { ExploreTabs } from "@/features/explore/explore-tabs";
import { Mentors } from "@/features/explore/mentors";
import { PageMeta } from "@/shared/ui/page-meta";
import { PageTitle } from "@/shared/ui/page-title";

export function Component() {
  return (
    <>
      <PageMeta
        title="Explore: mentors"
        description="Engineers from product companies who give mocks and write feedback."
      />
      <PageTitle title="Explore">
        <p>Engineers from product companies who give mocks and write feedback.</p>
      </PageTitle>
      <ExploreTabs />
      <Mentors />
    </>
  );
}
