import { ExploreTabs } from "@/features/explore/explore-tabs";
import { Interviews } from "@/features/explore/interviews";
import { PageMeta } from "@/shared/ui/page-meta";
import { PageTitle } from "@/shared/ui/page-title";

export function Component() {
  return (
    <>
      <PageMeta
        title="Explore: interviews"
        description="What is asked in each type of interview, how long it takes and what counts."
      />
      <PageTitle title="Explore">
        <p>What is asked in each type of interview, how long it takes and what counts.</p>
      </PageTitle>
      <ExploreTabs />
      <Interviews />
    </>
  );
}
