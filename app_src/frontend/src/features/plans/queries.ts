import { queryOptions } from "@tanstack/react-query";
import { callApi } from "@/shared/api/client";
import { listPricingPlans } from "@/shared/api/generated/sdk.gen";
import { collectPages } from "@/shared/api/pages";

export const plansQuery = queryOptions({
  queryKey: ["pricing-plans"],
  queryFn: ({ signal }) =>
    collectPages((query) => callApi((call) => listPricingPlans({ ...call, query }), signal)),
  staleTime: 5 * 60_000,
});
