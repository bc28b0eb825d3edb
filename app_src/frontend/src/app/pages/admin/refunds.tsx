import { RefundList } from "@/features/admin-money/refund-list";
import { PageMeta } from "@/shared/ui/page-meta";
import { PageTitle } from "@/shared/ui/page-title";

export function Component() {
  return (
    <>
      <PageMeta title="Refunds" description="Refunds to decide on and under way." />
      <PageTitle title="Refunds">
        <p>
          Who asked for money back, and how far it is. Nobody approves what they asked for
          themselves.
        </p>
      </PageTitle>
      <RefundList />
    </>
  );
}
