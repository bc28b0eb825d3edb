import { useQuery } from "@tanstack/react-query";
import { ActiveBadge, ActiveCard } from "@/shared/admin/active";
import { DetailPage } from "@/shared/admin/detail-page";
import { useSaved } from "@/shared/admin/use-saved";
import { callApi } from "@/shared/api/client";
import { adminChangeInterviewType, adminGetInterviewType } from "@/shared/api/generated/sdk.gen";
import type { AdminInterviewType, InterviewTypeChange } from "@/shared/api/generated/types.gen";
import { EditorFrame } from "@/shared/forms/editor-frame";
import { useEditor } from "@/shared/forms/use-editor";
import { interviewTypeQuery } from "./queries";
import { TypeFields } from "./type-fields";
import { typeForm, typeSchema } from "./type-schema";

const NAMES = {
  name: "Name",
  minimum_minutes: "Shortest",
  maximum_minutes: "Longest",
  rubric: "Rubric",
};

function TypeForm({ type }: { type: AdminInterviewType }) {
  const saved = useSaved("interview-types", "interview-types");
  const path = { interview_type_id: type.id };
  const change = async (body: InterviewTypeChange) =>
    saved(await callApi((call) => adminChangeInterviewType({ ...call, path, body })));
  const editor = useEditor({
    entity: type,
    schema: typeSchema,
    toForm: typeForm,
    save: change,
    reload: () => callApi((call) => adminGetInterviewType({ ...call, path })),
  });
  return (
    <div className="grid grid-cols-1 gap-8">
      <EditorFrame editor={editor} label="Interview type" names={NAMES}>
        <TypeFields />
      </EditorFrame>
      <ActiveCard
        active={type.active}
        subject="this interview type"
        whenRetired={
          <p>
            It cannot be booked, and no slot can be made for it. Bookings that have it stay as they
            are.
          </p>
        }
        whenOffered={<p>It can be booked wherever slots name it.</p>}
        queryKey={["admin", "interview-types"]}
        change={(active) => change({ version: type.version, active })}
      />
    </div>
  );
}

export function TypeEditor({ typeId }: { typeId: string }) {
  const query = useQuery(interviewTypeQuery(typeId));
  return (
    <DetailPage
      query={query}
      kind="Interview type"
      title={({ name }) => name}
      back={{ to: "/admin/interview-types", label: "Interview types" }}
      lead={(type) => (
        <span className="flex flex-wrap items-center gap-2">
          <ActiveBadge active={type.active} /> <code className="font-mono">{type.code}</code>
        </span>
      )}
    >
      {(type) => <TypeForm type={type} />}
    </DetailPage>
  );
}
