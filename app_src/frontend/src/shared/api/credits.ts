import { queryOptions } from "@tanstack/react-query";
import { callApi } from "./client";
import { getMyCredits } from "./generated/sdk.gen";
import { PAGE_LIMIT } from "./pages";

export const CREDITS_KEY = ["mentee", "credits"] as const;

/** How many mocks are left, and the lots they are left in, newest first. */
export const creditsQuery = queryOptions({
  queryKey: [...CREDITS_KEY, "overview"],
  queryFn: ({ signal }) =>
    callApi((call) => getMyCredits({ ...call, query: { limit: PAGE_LIMIT } }), signal),
});
