import { SeriesCreator } from "@/features/admin-catalogue/series-creator";
import { PageMeta } from "@/shared/ui/page-meta";
import { PageTitle } from "@/shared/ui/page-title";

export function Component() {
  return (
    <>
      <PageMeta title="Make a series of slots" description="The same times on many days." />
      <PageTitle title="Make a series of slots" back={{ to: "/admin/slots", label: "Slots" }}>
        <p>The same times on many days. What is there already stays as it is.</p>
      </PageTitle>
      <SeriesCreator />
    </>
  );
}
