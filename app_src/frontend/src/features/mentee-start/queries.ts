import { queryOptions } from "@tanstack/react-query";
import { callApi } from "@/shared/api/client";
import { getDashboard, getMyProgress, listPricingPlans } from "@/shared/api/generated/sdk.gen";
import { collectPages } from "@/shared/api/pages";

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

export const plansQuery = queryOptions({
  queryKey: ["pricing-plans"],
  queryFn: ({ signal }) =>
    collectPages((query) => callApi((call) => listPricingPlans({ ...call, query }), signal)),
  staleTime: 5 * 60_000,
});
