import { queryOptions } from "@tanstack/react-query";
import { callApi } from "@/shared/api/client";
import { getMyProgress } from "@/shared/api/generated/sdk.gen";

export const progressQuery = queryOptions({
  queryKey: ["mentee", "progress"],
  queryFn: ({ signal }) => callApi((call) => getMyProgress(call), signal),
});
