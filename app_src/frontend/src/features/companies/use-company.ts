import { useQuery, useQueryClient } from "@tanstack/react-query";
import { companiesQuery } from "@/shared/api/catalogue";
import { ApiError } from "@/shared/api/errors";
import { companyQuery } from "./queries";

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** One company by its address; at once when the list was looked at before. `missing` when there is no such company. */
export function useCompany(slug: string) {
  const queryClient = useQueryClient();
  const possible = SLUG.test(slug) && slug.length <= 40;
  const query = useQuery({
    ...companyQuery(slug),
    enabled: possible,
    placeholderData: () =>
      queryClient.getQueryData(companiesQuery.queryKey)?.find((company) => company.slug === slug),
  });
  const missing = !possible || (query.error instanceof ApiError && query.error.status === 404);
  return { query, missing };
}
