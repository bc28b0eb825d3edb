import { useQuery } from "@tanstack/react-query";
import { ActiveBadge, ActiveCard } from "@/shared/admin/active";
import { DetailPage } from "@/shared/admin/detail-page";
import { useSaved } from "@/shared/admin/use-saved";
import { callApi } from "@/shared/api/client";
import { adminChangeMentor, adminGetMentor } from "@/shared/api/generated/sdk.gen";
import type { AdminMentor, MentorChange } from "@/shared/api/generated/types.gen";
import { EditorFrame } from "@/shared/forms/editor-frame";
import { useEditor } from "@/shared/forms/use-editor";
import { Alert } from "@/shared/ui/alert";
import { ButtonLink } from "@/shared/ui/button";
import { MentorFields } from "./mentor-fields";
import { MENTOR_STATES } from "./mentor-list";
import { mentorField, mentorForm, mentorSchema } from "./mentor-schema";
import { mentorQuery } from "./queries";

const NAMES = {
  headline: "Headline",
  bio: "About them",
  companies: "Companies",
  interview_types: "Interview types",
  time_zone: "Time zone",
  rules: "Hours",
  minimum_notice_hours: "Notice",
  maximum_per_day: "Mocks a day",
};

/** What keeps a mentor from being given mocks, active or not. */
function missingOf(mentor: AdminMentor): string[] {
  return [
    ...(mentor.headline && mentor.bio ? [] : ["a headline and a few sentences"]),
    ...(mentor.interview_types.length > 0 ? [] : ["an interview type"]),
    ...(mentor.rules.length > 0 ? [] : ["weekly hours"]),
  ];
}

function MentorForm({ mentor }: { mentor: AdminMentor }) {
  const saved = useSaved("mentors", "mentors");
  const path = { mentor_id: mentor.id };
  const change = async (body: MentorChange) =>
    saved(await callApi((call) => adminChangeMentor({ ...call, path, body })));
  const editor = useEditor({
    entity: mentor,
    schema: mentorSchema,
    toForm: mentorForm,
    save: change,
    reload: () => callApi((call) => adminGetMentor({ ...call, path })),
    fieldOf: mentorField,
  });
  const missing = missingOf(mentor);
  return (
    <div className="grid grid-cols-1 gap-8">
      {missing.length > 0 ? (
        <Alert tone="warning" title="Mocks cannot be assigned yet">
          <p>Still missing: {missing.join(", ")}.</p>
        </Alert>
      ) : null}
      <EditorFrame editor={editor} label="Mentor" names={NAMES}>
        <MentorFields />
      </EditorFrame>
      <ActiveCard
        active={mentor.active}
        subject="this mentor"
        verbs={{ off: "Retire this mentor", on: "Activate this mentor" }}
        whenRetired={
          <p>
            They are neither shown to mentees nor proposed for bookings any more. Mocks that are
            confirmed stay theirs.
          </p>
        }
        whenOffered={<p>They are shown to mentees and proposed for bookings at once.</p>}
        queryKey={["admin", "mentors"]}
        change={(active) => change({ version: mentor.version, active })}
      />
    </div>
  );
}

export function MentorEditor({ mentorId }: { mentorId: string }) {
  const query = useQuery(mentorQuery(mentorId));
  return (
    <DetailPage
      query={query}
      kind="Mentor"
      title={({ name }) => name}
      back={{ to: "/admin/mentors", label: "Mentors" }}
      lead={({ active, email }) => (
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <ActiveBadge active={active} words={MENTOR_STATES} />
          <span className="break-all">{email}</span>
        </span>
      )}
      action={({ id }) => (
        <>
          <ButtonLink to={`/admin/users/${id}`} variant="outline">
            Account
          </ButtonLink>
          <ButtonLink to={`/admin/bookings/of/${id}`} variant="outline">
            Their bookings
          </ButtonLink>
        </>
      )}
    >
      {(mentor) => <MentorForm mentor={mentor} />}
    </DetailPage>
  );
}
