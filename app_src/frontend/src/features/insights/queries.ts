import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { callApi } from "@/shared/api/client";
import { adminGetInsights } from "@/shared/api/generated/sdk.gen";
import type { Period } from "./months";

export const insightsQuery = ({ from, to }: Period) =>
  queryOptions({
    queryKey: ["admin", "insights", from, to],
    queryFn: ({ signal }) =>
      callApi((call) => adminGetInsights({ ...call, query: { from, to } }), signal),
    placeholderData: keepPreviousData,
    // The worker computes the present month every five minutes.
    staleTime: 60_000,
  });
