import { ButtonLink } from "@/shared/ui/button";
import { PageMeta } from "@/shared/ui/page-meta";

export function Component() {
  return (
    <>
      <PageMeta title="Account deleted" description="Your Codementee account has been deleted." />
      <div className="page-width py-20 sm:py-28">
        <h1 className="max-w-2xl font-bold font-display text-hero">Your account is deleted</h1>
        <p className="mt-5 max-w-xl text-ink-muted text-lg">
          A last mail confirms it. Only what the law wants kept remains: invoices, for eight years.
          Thank you for having practised with us.
        </p>
        <div className="mt-8 flex flex-wrap gap-3">
          <ButtonLink to="/">Go to the start page</ButtonLink>
          <ButtonLink to="/privacy-policy#deletion" variant="outline">
            What was deleted
          </ButtonLink>
        </div>
      </div>
    </>
  );
}
