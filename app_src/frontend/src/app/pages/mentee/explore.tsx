import { Companies } from "@/features/explore/companies";
import { ExploreTabs } from "@/features/explore/explore-tabs";
import { PageMeta } from "@/shared/ui/page-meta";
import { PageTitle } from "@/shared/ui/page-title";

export function Component() {
  return (
    <>
      <PageMeta
        title="Explore: companies"
        description="Companies and their tracks. Choose one to book a mock for it."
      />
      <PageTitle title="Explore">
        <p>Companies and their tracks. Choose one to book a mock for it.</p>
      </PageTitle>
      <ExploreTabs />
      <Companies />
    </>
  );
}
