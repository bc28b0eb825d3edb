import { queryOptions } from "@tanstack/react-query";
import { callApi } from "./client";
import { listCompanies, listPricingPlans } from "./generated/sdk.gen";
import { collectPages } from "./pages";

const FRESH_MS = 5 * 60_000;

/** Companies that can be prepared for, with their tracks. The key is that of the public pages: loaded once for both. */
export const companiesQuery = queryOptions({
  queryKey: ["companies"],
  queryFn: ({ signal }) =>
    collectPages((query) => callApi((call) => listCompanies({ ...call, query }), signal)),
  staleTime: FRESH_MS,
});

/** Plans on sale, cheapest first; the same figures as on the public pages, from the same key. */
export const plansQuery = queryOptions({
  queryKey: ["pricing-plans"],
  queryFn: ({ signal }) =>
    collectPages((query) => callApi((call) => listPricingPlans({ ...call, query }), signal)),
  staleTime: FRESH_MS,
});
