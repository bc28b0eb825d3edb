import { InsightsView } from "@/features/insights/insights";
import { PageMeta } from "@/shared/ui/page-meta";
import { PageTitle } from "@/shared/ui/page-title";

export function Component() {
  return (
    <>
      <PageMeta title="Business figures" description="How Codementee is doing, by month." />
      <PageTitle title="Business figures">
        <p>Who comes, how far they get, what they pay, and whether they stay.</p>
      </PageTitle>
      <InsightsView />
    </>
  );
}
