import { useNavigate } from "react-router";
import { atField } from "@/shared/admin/at-field";
import { ROLES } from "@/shared/admin/states";
import { useSaved } from "@/shared/admin/use-saved";
import { callApi } from "@/shared/api/client";
import { adminCreateUser } from "@/shared/api/generated/sdk.gen";
import { CreateFrame } from "@/shared/forms/editor-frame";
import { ChoiceField, TextField } from "@/shared/forms/fields";
import TimeZoneField from "@/shared/forms/time-zone-field";
import { useApiForm } from "@/shared/forms/use-api-form";
import { z } from "@/shared/forms/zod";
import { browserZone } from "@/shared/lib/time";
import { Card } from "@/shared/ui/card";
import { toast } from "@/shared/ui/toast";
import { emailAddress, personName } from "./person-schema";

const schema = z.object({
  email: emailAddress,
  name: personName,
  role: z.enum(["mentee", "mentor", "admin"], "Choose a role"),
  time_zone: z.string(),
});

const CHOICES = [
  { value: "mentee", label: ROLES.mentee.label, description: "Books mock interviews." },
  {
    value: "mentor",
    label: ROLES.mentor.label,
    description: "Gives them. Fill in the profile next, then activate it.",
  },
  {
    value: "admin",
    label: ROLES.admin.label,
    description: "Sees and changes everything, money included.",
  },
];

export function UserCreator() {
  const navigate = useNavigate();
  const saved = useSaved("users");
  const api = useApiForm({
    schema,
    defaultValues: { email: "", name: "", role: "mentee", time_zone: browserZone() },
    submit: async (body) => {
      const user = saved(
        await atField(
          callApi((call) => adminCreateUser({ ...call, body })),
          "email_taken",
          { path: "email", message: "Somebody has an account with this address already" },
        ),
      );
      toast.success(`${user.name} has an account`, "A mail with a link to set a password is out.");
      await navigate(`/admin/users/${user.id}`, { replace: true });
    },
  });
  return (
    <CreateFrame api={api} label="New account" action="Add the account">
      <Card title="Account">
        <div className="grid gap-5">
          <div className="grid gap-5 sm:grid-cols-2">
            <TextField name="name" label="Name" autoComplete="off" />
            <TextField
              name="email"
              label="E-mail address"
              type="email"
              inputMode="email"
              autoComplete="off"
            />
          </div>
          <ChoiceField
            name="role"
            label="Role"
            choices={CHOICES}
            className="grid gap-2 lg:grid-cols-3"
          />
          <TimeZoneField
            name="time_zone"
            label="Time zone"
            hint="They see times in it, and can change it themselves."
          />
        </div>
      </Card>
    </CreateFrame>
  );
}
