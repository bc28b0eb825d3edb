import { queryOptions } from "@tanstack/react-query";
import { callApi } from "@/shared/api/client";
import { listCompanies } from "@/shared/api/generated/sdk.gen";
import { collectPages } from "@/shared/api/pages";

export const companiesQuery = queryOptions({
  queryKey: ["companies"],
  queryFn: ({ signal }) =>
    collectPages((query) => callApi((call) => listCompanies({ ...call, query }), signal)),
  staleTime: 5 * 60_000,
});
