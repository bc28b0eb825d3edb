import { OperationsView } from "@/features/operations/operations";
import { Releases } from "@/features/operations/releases";
import { PageMeta } from "@/shared/ui/page-meta";
import { PageTitle } from "@/shared/ui/page-title";

export function Component() {
  return (
    <>
      <PageMeta title="Operations" description="How the platform runs." />
      <PageTitle title="Operations">
        <p>How the platform runs: what Prometheus measures of it, and what was released.</p>
      </PageTitle>
      <div className="grid gap-6 *:min-w-0">
        <OperationsView />
        <Releases />
      </div>
    </>
  );
}
