import { queryOptions } from "@tanstack/react-query";
import { callApi } from "@/shared/api/client";
import { getProfile } from "@/shared/api/generated/sdk.gen";

/** The account as the API knows it now; what one signed in with may be older. */
export const profileQuery = queryOptions({
  queryKey: ["account", "profile"],
  queryFn: ({ signal }) => callApi((call) => getProfile(call), signal),
});
