import { listMentors } from "@/shared/api/generated/sdk.gen";
import { pagedQuery } from "@/shared/api/pages";

const KEPT_MS = 5 * 60_000;

/** Mentors for a company and a type; empty for any. */
export function mentorsQuery(company: string, type: string) {
  return {
    ...pagedQuery(["mentors", { company, type }], (call) =>
      listMentors({
        ...call,
        query: {
          ...call.query,
          ...(company ? { company } : {}),
          ...(type ? { interview_type: type } : {}),
        },
      }),
    ),
    staleTime: KEPT_MS,
  };
}
