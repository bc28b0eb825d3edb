import { OperationsView } from "@/features/operations/operations";
import { PageMeta } from "@/shared/ui/page-meta";
import { PageTitle } from "@/shared/ui/page-title";

export function Component() {
  return (
    <>
      <PageMeta title="Operations" description="How the platform runs." />
      <PageTitle title="Operations">
        <p>How the platform runs: what Prometheus measures of it.</p>
      </PageTitle>
      <OperationsView />
    </>
  );
}
