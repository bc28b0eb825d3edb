import { ButtonLink } from "@/shared/ui/button";
import { PageMeta } from "@/shared/ui/page-meta";

export function Component() {
  return (
    <>
      <PageMeta title="Page not found" description="This page does not exist on Codementee." />
      <div className="page-width py-20 sm:py-28">
        <p className="font-mono text-brand">404</p>
        <h1 className="mt-3 max-w-2xl font-bold font-display text-hero">
          This page did not make it to the next round
        </h1>
        <p className="mt-5 max-w-xl text-ink-muted text-lg">
          The address may be mistyped, or the page has moved. Nothing is wrong with your account.
        </p>
        <div className="mt-8 flex flex-wrap gap-3">
          <ButtonLink to="/">Go to the start page</ButtonLink>
          <ButtonLink to="/companies" variant="outline">
            Explore companies
          </ButtonLink>
        </div>
      </div>
    </>
  );
}
