import { CompanyCreator } from "@/features/admin-catalogue/company-creator";
import { PageMeta } from "@/shared/ui/page-meta";
import { PageTitle } from "@/shared/ui/page-title";

export function Component() {
  return (
    <>
      <PageMeta title="Add a company" description="A new company with its role tracks." />
      <PageTitle title="Add a company" back={{ to: "/admin/companies", label: "Companies" }}>
        <p>It is shown to everybody as soon as it is added.</p>
      </PageTitle>
      <CompanyCreator />
    </>
  );
}
