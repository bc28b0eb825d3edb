import { LegalPage } from "@/features/legal/legal-page";
import { REFUNDS } from "@/features/legal/refunds";
import { PageMeta } from "@/shared/ui/page-meta";

export function Component() {
  return (
    <>
      <PageMeta
        title="Cancellation and refunds"
        description="When moving or cancelling a mock interview is free, what happens to your plan, and how unused mocks are refunded."
        path="/refund-policy"
      />
      <LegalPage
        title="Cancellation and refunds"
        summary="When moving and cancelling are free, and how money comes back."
        sections={REFUNDS}
      />
    </>
  );
}
