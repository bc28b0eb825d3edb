import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useRef } from "react";
import { useWatch } from "react-hook-form";
import { companiesQuery } from "@/shared/api/catalogue";
import { callApi } from "@/shared/api/client";
import { getMentorProfile, putMentorProfile } from "@/shared/api/generated/sdk.gen";
import type { Mentor, MentorProfile } from "@/shared/api/generated/types.gen";
import { interviewTypesQuery, readableCode } from "@/shared/api/interview-types";
import { EditorFrame } from "@/shared/forms/editor-frame";
import { ChoiceField, TextAreaField, TextField } from "@/shared/forms/fields";
import { useEditor } from "@/shared/forms/use-editor";
import { useUser } from "@/shared/session/use-session";
import { Badge } from "@/shared/ui/badge";
import { Card } from "@/shared/ui/card";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { QuerySection } from "@/shared/ui/query-section";
import { Skeleton } from "@/shared/ui/skeleton";
import { toast } from "@/shared/ui/toast";
import {
  LONGEST_BIO,
  LONGEST_HEADLINE,
  PROFILE_SCHEMA,
  type ProfileValues,
  profileForm,
} from "./profile-values";
import { OWN_MENTOR, profileQuery } from "./queries";

const NAMES = {
  headline: "Headline",
  bio: "About you",
  companies: "Companies",
  interview_types: "Interviews",
};

/** Draws a mentor as mentees see one, with the names of the catalogue. */
type ShowMentor = (
  mentor: Mentor,
  names: { company: (slug: string) => string; type: (code: string) => string },
) => ReactNode;

interface Named {
  value: string;
  label: string;
}

/** What is on offer, and what the profile names although it is not offered any more. */
function withChosen(offered: readonly Named[], chosen: readonly string[]): Named[] {
  const known = new Set(offered.map(({ value }) => value));
  const gone = chosen.filter((value) => !known.has(value));
  return [...offered, ...gone.map((value) => ({ value, label: readableCode(value) }))];
}

function PreviewCard({
  profile,
  show,
  companies,
  types,
}: {
  profile: MentorProfile;
  show: ShowMentor;
  companies: readonly Named[];
  types: readonly Named[];
}) {
  const values = useWatch() as ProfileValues;
  const { id, name } = useUser();
  const nameIn = (list: readonly Named[]) => (value: string) =>
    list.find((one) => one.value === value)?.label ?? readableCode(value);
  return (
    <Card
      title="As mentees see you"
      aside={
        profile.active ? (
          <Badge tone="success">Shown to mentees</Badge>
        ) : (
          <Badge>Not shown yet</Badge>
        )
      }
    >
      {show(
        {
          id,
          name,
          headline: values.headline || "Your headline",
          bio: values.bio || "What you write about yourself stands here.",
          companies: values.companies ?? [],
          interview_types: values.interview_types ?? [],
        },
        { company: nameIn(companies), type: nameIn(types) },
      )}
      <p className="mt-4 text-ink-muted text-sm">
        {profile.active
          ? "Changes show as soon as you save them."
          : "An administrator switches your profile on after a look at it."}{" "}
        Your name comes from your account settings; your mail address is never shown.
      </p>
    </Card>
  );
}

function Editor({ profile, show }: { profile: MentorProfile; show: ShowMentor }) {
  const queryClient = useQueryClient();
  const companies = useQuery(companiesQuery);
  const types = useQuery(interviewTypesQuery);
  const seen = useRef(profile);
  if (profile.version > seen.current.version) {
    seen.current = profile;
  }
  const editor = useEditor({
    entity: profile,
    schema: PROFILE_SCHEMA,
    toForm: profileForm,
    save: async (changes) => {
      const { headline, bio, companies, interview_types } = seen.current;
      const body = { headline, bio, companies, interview_types, ...changes };
      const saved = await callApi((call) => putMentorProfile({ ...call, body }));
      seen.current = saved;
      queryClient.setQueryData(profileQuery.queryKey, saved);
      toast.success("Your profile is saved");
      await queryClient.invalidateQueries({ queryKey: OWN_MENTOR });
      return saved;
    },
    reload: async () => {
      seen.current = await callApi((call) => getMentorProfile(call));
      return seen.current;
    },
  });
  const companyChoices = withChosen(
    (companies.data ?? []).map(({ slug, name }) => ({ value: slug, label: name })),
    profile.companies,
  );
  const typeChoices = withChosen(
    (types.data ?? []).map(({ code, name }) => ({ value: code, label: name })),
    profile.interview_types,
  );
  return (
    <EditorFrame editor={editor} label="Public profile" names={NAMES}>
      <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Card title="About you">
          <div className="grid gap-6">
            <TextField
              name="headline"
              label="Headline"
              hint="One line: what you do, and for how long you have interviewed."
              maxLength={LONGEST_HEADLINE}
            />
            <TextAreaField
              name="bio"
              label="In a few sentences"
              hint="What you look for in an interview, and what people take away from one with you."
              maxLength={LONGEST_BIO}
              rows={6}
            />
            <QuerySection
              query={companies}
              subject="the companies"
              skeleton={<Skeleton className="h-60 w-full" />}
            >
              {() => (
                <ChoiceField
                  multiple
                  name="companies"
                  label="Companies"
                  hint="Where you work or have worked. Bookings for these come to you first."
                  choices={companyChoices}
                  className="grid grid-cols-1 gap-2 min-[26rem]:grid-cols-2 md:grid-cols-3"
                />
              )}
            </QuerySection>
            <QuerySection
              query={types}
              subject="the interviews"
              skeleton={<Skeleton className="h-34 w-full" />}
            >
              {() => (
                <ChoiceField
                  multiple
                  name="interview_types"
                  label="Interviews you give"
                  hint="Only bookings of these types can be given to you."
                  choices={typeChoices}
                  className="grid grid-cols-1 gap-2 min-[26rem]:grid-cols-2"
                />
              )}
            </QuerySection>
          </div>
        </Card>
        <PreviewCard profile={profile} show={show} companies={companyChoices} types={typeChoices} />
      </div>
    </EditorFrame>
  );
}

/** What mentees read about one, and how it will look. */
export function ProfileEditor({ show }: { show: ShowMentor }) {
  const query = useQuery(profileQuery);
  return (
    <QuerySection
      query={query}
      subject="your profile"
      skeleton={<ListSkeleton rows={3} height="h-40" />}
    >
      {(profile) => <Editor profile={profile} show={show} />}
    </QuerySection>
  );
}
