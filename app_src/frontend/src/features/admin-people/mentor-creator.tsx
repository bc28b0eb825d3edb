import { useNavigate } from "react-router";
import { atField } from "@/shared/admin/at-field";
import { useSaved } from "@/shared/admin/use-saved";
import { callApi } from "@/shared/api/client";
import { adminCreateMentor } from "@/shared/api/generated/sdk.gen";
import { CreateFrame } from "@/shared/forms/editor-frame";
import { TextField } from "@/shared/forms/fields";
import { useApiForm } from "@/shared/forms/use-api-form";
import { z } from "@/shared/forms/zod";
import { browserZone } from "@/shared/lib/time";
import { Card } from "@/shared/ui/card";
import { toast } from "@/shared/ui/toast";
import { MentorFields } from "./mentor-fields";
import { mentorField, mentorShape } from "./mentor-schema";
import { emailAddress, personName } from "./person-schema";

const schema = z.object({ ...mentorShape, email: emailAddress, name: personName });

/** A mentor who has no account yet: account and profile in one go. */
export function MentorCreator() {
  const navigate = useNavigate();
  const saved = useSaved("mentors", "mentors");
  const api = useApiForm({
    schema,
    defaultValues: {
      email: "",
      name: "",
      headline: "",
      bio: "",
      companies: [],
      interview_types: [],
      time_zone: browserZone(),
      rules: [],
      minimum_notice_hours: 24,
      maximum_per_day: 3,
    },
    fieldOf: mentorField,
    submit: async (body) => {
      const mentor = saved(
        await atField(
          callApi((call) => adminCreateMentor({ ...call, body })),
          "email_taken",
          {
            path: "email",
            message: "Somebody has an account with this address: make a mentor of it above",
          },
        ),
      );
      toast.success(`${mentor.name} is a mentor`, "A mail with a link to set a password is out.");
      await navigate(`/admin/mentors/${mentor.id}`, { replace: true });
    },
  });
  return (
    <CreateFrame api={api} label="New mentor" action="Add the mentor">
      <Card title="Account">
        <div className="grid gap-5 sm:grid-cols-2">
          <TextField name="name" label="Name" autoComplete="off" />
          <TextField
            name="email"
            label="E-mail address"
            type="email"
            inputMode="email"
            autoComplete="off"
            hint="A link to set a password goes there."
          />
        </div>
      </Card>
      <MentorFields />
    </CreateFrame>
  );
}
