import { useParams } from "react-router";
import { RefundDesk } from "@/features/admin-money/refund-desk";
import { PageMeta } from "@/shared/ui/page-meta";

export function Component() {
  const { refundId = "" } = useParams();
  return (
    <>
      <PageMeta title="Refund" description="One refund and the decision on it." />
      <RefundDesk key={refundId} refundId={refundId} />
    </>
  );
}
