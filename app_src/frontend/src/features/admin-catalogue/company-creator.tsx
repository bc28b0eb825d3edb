import { useNavigate } from "react-router";
import { atField } from "@/shared/admin/at-field";
import { useSaved } from "@/shared/admin/use-saved";
import { callApi } from "@/shared/api/client";
import { adminCreateCompany } from "@/shared/api/generated/sdk.gen";
import { CreateFrame } from "@/shared/forms/editor-frame";
import { useApiForm } from "@/shared/forms/use-api-form";
import { toast } from "@/shared/ui/toast";
import { CompanyFields } from "./company-fields";
import { BLANK_TRACK, newCompanySchema } from "./company-schema";

export function CompanyCreator() {
  const navigate = useNavigate();
  const saved = useSaved("companies", "companies");
  const api = useApiForm({
    schema: newCompanySchema,
    defaultValues: { name: "", slug: "", tracks: [BLANK_TRACK] },
    submit: async (body) => {
      const company = saved(
        await atField(
          callApi((call) => adminCreateCompany({ ...call, body })),
          "already_exists",
          { path: "slug", message: "Another company has this address" },
        ),
      );
      toast.success(`${company.name} is added`, "Everybody can choose it from now on.");
      await navigate(`/admin/companies/${company.id}`, { replace: true });
    },
  });
  return (
    <CreateFrame api={api} label="New company" action="Add the company">
      <CompanyFields isNew />
    </CreateFrame>
  );
}
