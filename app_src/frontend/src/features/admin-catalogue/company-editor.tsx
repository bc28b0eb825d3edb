import { useQuery } from "@tanstack/react-query";
import { ActiveBadge, ActiveCard } from "@/shared/admin/active";
import { DetailPage } from "@/shared/admin/detail-page";
import { useSaved } from "@/shared/admin/use-saved";
import { callApi } from "@/shared/api/client";
import { adminChangeCompany, adminGetCompany } from "@/shared/api/generated/sdk.gen";
import type { AdminCompany, CompanyChange } from "@/shared/api/generated/types.gen";
import { EditorFrame } from "@/shared/forms/editor-frame";
import { useEditor } from "@/shared/forms/use-editor";
import { CompanyFields } from "./company-fields";
import { companyForm, companySchema } from "./company-schema";
import { companyQuery } from "./queries";

const NAMES = { name: "Name", category: "Category", tracks: "Role tracks" };

function CompanyForm({ company }: { company: AdminCompany }) {
  const saved = useSaved("companies", "companies");
  const path = { company_id: company.id };
  const change = async (body: CompanyChange) =>
    saved(await callApi((call) => adminChangeCompany({ ...call, path, body })));
  const editor = useEditor({
    entity: company,
    schema: companySchema,
    toForm: companyForm,
    save: change,
    reload: () => callApi((call) => adminGetCompany({ ...call, path })),
  });
  return (
    <div className="grid grid-cols-1 gap-8">
      <EditorFrame editor={editor} label="Company" names={NAMES}>
        <CompanyFields />
      </EditorFrame>
      <ActiveCard
        active={company.active}
        subject="this company"
        whenRetired={
          <p>Nobody can choose it for a new booking. Bookings that name it stay as they are.</p>
        }
        whenOffered={<p>It appears on the public pages and can be booked at once.</p>}
        queryKey={["admin", "companies"]}
        change={(active) => change({ version: company.version, active })}
      />
    </div>
  );
}

export function CompanyEditor({ companyId }: { companyId: string }) {
  const query = useQuery(companyQuery(companyId));
  return (
    <DetailPage
      query={query}
      kind="Company"
      title={({ name }) => name}
      back={{ to: "/admin/companies", label: "Companies" }}
      lead={(company) => (
        <span className="flex flex-wrap items-center gap-2">
          <ActiveBadge active={company.active} /> <code className="font-mono">{company.slug}</code>
        </span>
      )}
    >
      {(company) => <CompanyForm company={company} />}
    </DetailPage>
  );
}
