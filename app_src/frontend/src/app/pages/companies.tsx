import { CompanyBrowser } from "@/features/companies/company-browser";
import { ClosingCall } from "@/features/guide/closing-call";
import { PageHeader } from "@/shared/ui/page-header";
import { PageMeta } from "@/shared/ui/page-meta";

export function Component() {
  return (
    <>
      <PageMeta
        title="Companies and tracks"
        description="The companies and role tracks you can prepare for: product companies and Indian unicorns, from SDE levels to L3–L6 and E3–E7."
        path="/companies"
      />
      <PageHeader title="Companies and tracks">
        <p>Find where you are interviewing and at which level. Mentors know what is asked there.</p>
      </PageHeader>
      <div className="page-width min-h-[40rem] py-12 sm:py-16">
        <CompanyBrowser />
      </div>
      <ClosingCall />
    </>
  );
}
