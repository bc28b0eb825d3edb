import { useParams } from "react-router";
import { CompanyEditor } from "@/features/admin-catalogue/company-editor";
import { PageMeta } from "@/shared/ui/page-meta";

export function Component() {
  const { companyId = "" } = useParams();
  return (
    <>
      <PageMeta title="Company" description="One company and its role tracks." />
      <CompanyEditor key={companyId} companyId={companyId} />
    </>
  );
}
