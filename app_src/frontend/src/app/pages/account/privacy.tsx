import { AccountHead } from "@/features/account/account-head";
import { ConsentsCard } from "@/features/account/consents-card";
import { DeleteAccount } from "@/features/account/delete-account";
import { ExportCard } from "@/features/account/export-card";
import { PageMeta } from "@/shared/ui/page-meta";

export function Component() {
  return (
    <>
      <PageMeta title="Privacy" description="What you agreed to, your data, and deleting it." />
      <AccountHead title="Privacy" />
      <div className="grid gap-5">
        <ConsentsCard />
        <ExportCard />
        <DeleteAccount />
      </div>
    </>
  );
}
