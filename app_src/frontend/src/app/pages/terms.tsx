import { LegalPage } from "@/features/legal/legal-page";
import { TERMS } from "@/features/legal/terms";
import { PageMeta } from "@/shared/ui/page-meta";

export function Component() {
  return (
    <>
      <PageMeta
        title="Terms of use"
        description="The terms of use of Codementee: accounts, plans and payment, booking, moving and cancelling mock interviews, and fair use."
        path="/terms"
      />
      <LegalPage
        title="Terms of use"
        summary="What you can expect of us, and we of you, in plain words."
        sections={TERMS}
      />
    </>
  );
}
