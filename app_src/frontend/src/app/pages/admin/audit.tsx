import { AuditList } from "@/features/admin-upkeep/audit-list";
import { PageMeta } from "@/shared/ui/page-meta";
import { PageTitle } from "@/shared/ui/page-title";

export function Component() {
  return (
    <>
      <PageMeta title="Audit log" description="Who did what, and when." />
      <PageTitle title="Audit log">
        <p>Who did what, the latest first. Nothing in it can be changed or removed.</p>
      </PageTitle>
      <AuditList />
    </>
  );
}
