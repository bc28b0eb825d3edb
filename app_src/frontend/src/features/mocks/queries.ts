import { queryOptions } from "@tanstack/react-query";
import { callApi } from "@/shared/api/client";
import { getMyFeedback, getMyMock, listMyMocks } from "@/shared/api/generated/sdk.gen";
import { pagedQuery } from "@/shared/api/pages";

const KEY = ["mentee", "mocks"] as const;

/** What is to come, the soonest first. */
export const upcomingQuery = pagedQuery([...KEY, "upcoming"], (call) =>
  listMyMocks({ ...call, query: { ...call.query, state: "scheduled", order: "soonest" } }),
);

/** Every mock, the latest first. */
export const latestQuery = pagedQuery([...KEY, "latest"], (call) =>
  listMyMocks({ ...call, query: { ...call.query, order: "latest" } }),
);

export const mockQuery = (mockId: string) =>
  queryOptions({
    queryKey: [...KEY, "one", mockId],
    queryFn: ({ signal }) =>
      callApi((call) => getMyMock({ ...call, path: { mock_id: mockId } }), signal),
  });

/** Only for mocks that have feedback: before that the API has none to give. */
export const feedbackQuery = (mockId: string) =>
  queryOptions({
    queryKey: [...KEY, "feedback", mockId],
    queryFn: ({ signal }) =>
      callApi((call) => getMyFeedback({ ...call, path: { mock_id: mockId } }), signal),
    // Written once; only the rating follows, which puts its answer here itself.
    staleTime: 60 * 60_000,
  });
