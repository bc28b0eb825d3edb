import { RefundsAttention } from "@/features/admin-money/refunds-attention";
import { FindSomebody } from "@/features/admin-people/find-somebody";
import { QueueAttention } from "@/features/admin-queue/queue-attention";
import { ErrorsAttention, MailsAttention } from "@/features/admin-upkeep/attention";
import { Lately } from "@/features/admin-upkeep/lately";
import { PageMeta } from "@/shared/ui/page-meta";
import { PageTitle } from "@/shared/ui/page-title";

export function Component() {
  return (
    <>
      <PageMeta title="Administration" description="What needs attention now." />
      <PageTitle title="What needs attention">
        <p>Looked up again every minute.</p>
      </PageTitle>
      <div className="grid gap-5 sm:grid-cols-2">
        <QueueAttention />
        <RefundsAttention />
        <MailsAttention />
        <ErrorsAttention />
      </div>
      <p className="mt-4 text-ink-muted text-sm">
        Late feedback: mentors are reminded every day for a week, and from the third day on every
        administrator gets a mail about the mock.
      </p>
      <div className="mt-8 grid grid-cols-1 items-start gap-5 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Lately />
        <FindSomebody />
      </div>
    </>
  );
}
