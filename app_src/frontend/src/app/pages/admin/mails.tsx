import { MailList } from "@/features/admin-upkeep/mail-list";
import { PageMeta } from "@/shared/ui/page-meta";
import { PageTitle } from "@/shared/ui/page-title";

export function Component() {
  return (
    <>
      <PageMeta title="Mails" description="Which mails went out, wait or failed." />
      <PageTitle title="Mails">
        <p>
          Which mails went out, wait or failed, the newest first. What they said is not kept here.
        </p>
      </PageTitle>
      <MailList />
    </>
  );
}
