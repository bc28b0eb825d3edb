import { queryOptions } from "@tanstack/react-query";
import { callApi } from "@/shared/api/client";
import { getDashboard, getMyProgress } from "@/shared/api/generated/sdk.gen";

/** Looked up again on coming back to the tab: mentors are found and payments arrive meanwhile. */
export const dashboardQuery = queryOptions({
  queryKey: ["mentee", "dashboard"],
  queryFn: ({ signal }) => callApi((call) => getDashboard(call), signal),
  refetchOnWindowFocus: true,
});

export const progressQuery = queryOptions({
  queryKey: ["mentee", "progress"],
  queryFn: ({ signal }) => callApi((call) => getMyProgress(call), signal),
});
