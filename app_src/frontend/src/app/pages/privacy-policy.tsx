import { LegalPage } from "@/features/legal/legal-page";
import { PRIVACY } from "@/features/legal/privacy";
import { PageMeta } from "@/shared/ui/page-meta";

export function Component() {
  return (
    <>
      <PageMeta
        title="Privacy policy"
        description="What Codementee keeps about you and why, who sees it, how long it is kept, and how to download or delete it yourself."
        path="/privacy-policy"
      />
      <LegalPage
        title="Privacy policy"
        summary="What we know about you, who sees it, how long it stays, and how you get it back or out."
        sections={PRIVACY}
      />
    </>
  );
}
