import { CompanyList } from "@/features/admin-catalogue/company-list";
import { ButtonLink } from "@/shared/ui/button";
import { PageMeta } from "@/shared/ui/page-meta";
import { PageTitle } from "@/shared/ui/page-title";

export function Component() {
  return (
    <>
      <PageMeta title="Companies" description="The companies and tracks mentees prepare for." />
      <PageTitle
        title="Companies"
        action={<ButtonLink to="/admin/companies/new">Add a company</ButtonLink>}
      >
        <p>Where mentees prepare for, with the tracks they can choose.</p>
      </PageTitle>
      <CompanyList />
    </>
  );
}
