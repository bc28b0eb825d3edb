import { queryOptions } from "@tanstack/react-query";
import { callApi } from "@/shared/api/client";
import { getCompany, listCompanies } from "@/shared/api/generated/sdk.gen";
import { collectPages } from "@/shared/api/pages";

export const companiesQuery = queryOptions({
  queryKey: ["companies"],
  queryFn: ({ signal }) =>
    collectPages((query) => callApi((call) => listCompanies({ ...call, query }), signal)),
  staleTime: 5 * 60_000,
});

export const companyQuery = (slug: string) =>
  queryOptions({
    queryKey: ["companies", slug],
    queryFn: ({ signal }) => callApi((call) => getCompany({ ...call, path: { slug } }), signal),
    staleTime: 5 * 60_000,
  });
