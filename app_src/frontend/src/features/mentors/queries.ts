import { listMentors } from "@/shared/api/generated/sdk.gen";
import { pagedQuery } from "@/shared/api/pages";

export interface MentorFilter {
  company: string;
  interviewType: string;
}

/** Mentors who take mocks at present; an empty part of the filter means all. */
export function mentorsQuery({ company, interviewType }: MentorFilter, limit = 24) {
  return {
    ...pagedQuery(
      ["mentors", company, interviewType, limit],
      (call) =>
        listMentors({
          ...call,
          query: {
            ...call.query,
            ...(company ? { company } : {}),
            ...(interviewType ? { interview_type: interviewType } : {}),
          },
        }),
      limit,
    ),
    staleTime: 60_000,
  };
}
