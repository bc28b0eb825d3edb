import { queryOptions } from "@tanstack/react-query";
import { callApi } from "@/shared/api/client";
import { adminGetOperations, adminListReleases } from "@/shared/api/generated/sdk.gen";
import { pagedQuery } from "@/shared/api/pages";

/** As often as Prometheus asks; while the page is hidden nothing is asked. */
export const REFRESH_MS = 15_000;

export const operationsQuery = queryOptions({
  queryKey: ["admin", "operations"],
  queryFn: ({ signal }) => callApi((call) => adminGetOperations(call), signal),
  refetchInterval: REFRESH_MS,
  refetchIntervalInBackground: false,
  refetchOnWindowFocus: true,
});

export const releasesQuery = pagedQuery(["admin", "releases"], adminListReleases, 10);
