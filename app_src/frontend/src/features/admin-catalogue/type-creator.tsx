import { useNavigate } from "react-router";
import { atField } from "@/shared/admin/at-field";
import { useSaved } from "@/shared/admin/use-saved";
import { callApi } from "@/shared/api/client";
import { adminCreateInterviewType } from "@/shared/api/generated/sdk.gen";
import { CreateFrame } from "@/shared/forms/editor-frame";
import { useApiForm } from "@/shared/forms/use-api-form";
import { toast } from "@/shared/ui/toast";
import { TypeFields } from "./type-fields";
import { BLANK_CRITERION, newTypeSchema } from "./type-schema";

export function TypeCreator() {
  const navigate = useNavigate();
  const saved = useSaved("interview-types", "interview-types");
  const api = useApiForm({
    schema: newTypeSchema,
    defaultValues: {
      name: "",
      code: "",
      minimum_minutes: "45",
      maximum_minutes: "60",
      rubric: [BLANK_CRITERION],
    },
    submit: async (body) => {
      const type = saved(
        await atField(
          callApi((call) => adminCreateInterviewType({ ...call, body })),
          "already_exists",
          { path: "code", message: "Another interview type has this code" },
        ),
      );
      toast.success(`${type.name} is added`, "Make slots for it next: then it can be booked.");
      await navigate(`/admin/interview-types/${type.id}`, { replace: true });
    },
  });
  return (
    <CreateFrame api={api} label="New interview type" action="Add the interview type">
      <TypeFields isNew />
    </CreateFrame>
  );
}
