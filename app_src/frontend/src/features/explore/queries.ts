import { queryOptions } from "@tanstack/react-query";
import { callApi } from "@/shared/api/client";
import { listCompanies, listMentors } from "@/shared/api/generated/sdk.gen";
import { collectPages, pagedQuery } from "@/shared/api/pages";

const KEPT_MS = 5 * 60_000;

export const companiesQuery = queryOptions({
  queryKey: ["companies"],
  queryFn: ({ signal }) =>
    collectPages((query) => callApi((call) => listCompanies({ ...call, query }), signal)),
  staleTime: KEPT_MS,
});

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
