import { useSaved } from "@/shared/admin/use-saved";
import { callApi } from "@/shared/api/client";
import { adminChangeUser, adminGetUser } from "@/shared/api/generated/sdk.gen";
import type { AdminUser } from "@/shared/api/generated/types.gen";
import { EditorFrame } from "@/shared/forms/editor-frame";
import { TextField } from "@/shared/forms/fields";
import TimeZoneField from "@/shared/forms/time-zone-field";
import { useEditor } from "@/shared/forms/use-editor";
import { z } from "@/shared/forms/zod";
import { Card } from "@/shared/ui/card";
import { personName } from "./person-schema";

const schema = z.object({ name: personName, time_zone: z.string() });
const toForm = ({ name, time_zone }: AdminUser) => ({ name, time_zone });

export function UserForm({ user }: { user: AdminUser }) {
  const saved = useSaved("users");
  const path = { user_id: user.id };
  const editor = useEditor({
    entity: user,
    schema,
    toForm,
    save: async (body) => saved(await callApi((call) => adminChangeUser({ ...call, path, body }))),
    reload: () => callApi((call) => adminGetUser({ ...call, path })),
  });
  return (
    <Card title="Name and time zone">
      <EditorFrame
        inCard
        editor={editor}
        label="Name and time zone"
        names={{ name: "Name", time_zone: "Time zone" }}
      >
        <TextField name="name" label="Name" autoComplete="off" />
        <TimeZoneField
          name="time_zone"
          label="Time zone"
          hint="They see times in it, in mails too."
        />
      </EditorFrame>
    </Card>
  );
}
