import { queryOptions } from "@tanstack/react-query";
import { callApi } from "@/shared/api/client";
import { getMentorProfile } from "@/shared/api/generated/sdk.gen";

/** Profile and hours are one thing with one version: whoever changes one has changed both. */
export const OWN_MENTOR = ["mentor", "own"] as const;

export const profileQuery = queryOptions({
  queryKey: [...OWN_MENTOR, "profile"],
  queryFn: ({ signal }) => callApi((call) => getMentorProfile(call), signal),
});
