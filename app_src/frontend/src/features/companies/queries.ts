import { queryOptions } from "@tanstack/react-query";
import { callApi } from "@/shared/api/client";
import { getCompany } from "@/shared/api/generated/sdk.gen";

export const companyQuery = (slug: string) =>
  queryOptions({
    queryKey: ["companies", slug],
    queryFn: ({ signal }) => callApi((call) => getCompany({ ...call, path: { slug } }), signal),
    staleTime: 5 * 60_000,
  });
