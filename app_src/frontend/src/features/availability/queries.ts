import { queryOptions } from "@tanstack/react-query";
import { callApi } from "@/shared/api/client";
import { getMentorAvailability, listAvailabilityExceptions } from "@/shared/api/generated/sdk.gen";
import { collectPages } from "@/shared/api/pages";

/** Profile and hours are one thing with one version: whoever changes one has changed both. */
export const OWN_MENTOR = ["mentor", "own"] as const;

export const availabilityQuery = queryOptions({
  queryKey: [...OWN_MENTOR, "availability"],
  queryFn: ({ signal }) => callApi((call) => getMentorAvailability(call), signal),
});

export const EXCEPTIONS = ["mentor", "exceptions"] as const;

/** From today on, in order of date. */
export const exceptionsQuery = queryOptions({
  queryKey: EXCEPTIONS,
  queryFn: ({ signal }) =>
    collectPages((query) =>
      callApi((call) => listAvailabilityExceptions({ ...call, query }), signal),
    ),
});
