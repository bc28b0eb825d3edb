import { queryOptions } from "@tanstack/react-query";
import { create, windowedFiniteBatchScheduler } from "@yornaath/batshit";
import { callApi } from "@/shared/api/client";
import {
  adminGetUser,
  adminListCompanies,
  adminListInterviewTypes,
  adminListUserNames,
} from "@/shared/api/generated/sdk.gen";
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

const MOST_NAMES = 100;

/** Gathers what the rows of a list ask for, so that one request answers all of them. */
const names = create({
  fetcher: (ids: string[]) =>
    callApi((call) => adminListUserNames({ ...call, query: { id: ids } })),
  resolver: ({ items }, id) => items.find((person) => person.id === id)?.name ?? null,
  scheduler: windowedFiniteBatchScheduler({ windowMs: 10, maxBatchSize: MOST_NAMES }),
});

/** Somebody's name; null when there is no such account any more. */
export const nameQuery = (userId: string) =>
  queryOptions({
    queryKey: ["admin", "users", "name", userId],
    queryFn: () => names.fetch(userId),
    staleTime: RARELY_CHANGED,
  });
