import { ErrorList } from "@/features/admin-upkeep/error-list";
import { PageMeta } from "@/shared/ui/page-meta";
import { PageTitle } from "@/shared/ui/page-title";

export function Component() {
  return (
    <>
      <PageMeta title="Errors" description="Unexpected failures by cause." />
      <PageTitle title="Errors">
        <p>Unexpected failures, one line for each cause, the latest seen first.</p>
      </PageTitle>
      <ErrorList />
    </>
  );
}
