import { queryOptions } from "@tanstack/react-query";
import { callApi } from "@/shared/api/client";
import {
  adminGetUser,
  adminListCompanies,
  adminListInterviewTypes,
} from "@/shared/api/generated/sdk.gen";
import { paced } from "@/shared/api/paced";
import { collectPages } from "@/shared/api/pages";

export const RARELY_CHANGED = 5 * 60_000;

/** All of them, retired ones too: what refers to them still has to be named. */
export const allInterviewTypesQuery = queryOptions({
  queryKey: ["admin", "interview-types", "all"],
  queryFn: ({ signal }) =>
    collectPages((query) => callApi((call) => adminListInterviewTypes({ ...call, query }), signal)),
  staleTime: RARELY_CHANGED,
});

export const allCompaniesQuery = queryOptions({
  queryKey: ["admin", "companies", "all"],
  queryFn: ({ signal }) =>
    collectPages((query) => callApi((call) => adminListCompanies({ ...call, query }), signal)),
  staleTime: RARELY_CHANGED,
});

export const userQuery = (userId: string) =>
  queryOptions({
    queryKey: ["admin", "users", "one", userId],
    queryFn: ({ signal }) =>
      callApi((call) => adminGetUser({ ...call, path: { user_id: userId } }), signal),
  });

/** The same for the rows of a list: asked for a few a second. */
export const personQuery = (userId: string) =>
  queryOptions({
    queryKey: ["admin", "users", "one", userId],
    queryFn: ({ signal }) =>
      paced(
        () => callApi((call) => adminGetUser({ ...call, path: { user_id: userId } }), signal),
        signal,
      ),
  });
