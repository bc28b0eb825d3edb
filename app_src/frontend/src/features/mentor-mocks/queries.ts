import { queryOptions } from "@tanstack/react-query";
import { callApi } from "@/shared/api/client";
import {
  mentorGetFeedback,
  mentorGetMock,
  mentorGetRubric,
  mentorListMocks,
} from "@/shared/api/generated/sdk.gen";
import { PAGE_LIMIT, pagedQuery } from "@/shared/api/pages";

/** Everything below it changes when a mock is cancelled, missed or gets its feedback. */
export const MENTOR_MOCKS = ["mentor", "mocks"] as const;

export const MOCK_VIEWS = {
  upcoming: { state: "scheduled", order: "soonest" },
  due: { only: "feedback_due", order: "soonest" },
  over: { only: "over", order: "latest" },
} as const;
export type MockListView = keyof typeof MOCK_VIEWS;

export const mocksQuery = (view: MockListView) =>
  pagedQuery([...MENTOR_MOCKS, "list", view], (call) =>
    mentorListMocks({ ...call, query: { ...call.query, ...MOCK_VIEWS[view] } }),
  );

const firstPage = (view: MockListView, limit: number) =>
  queryOptions({
    queryKey: [...MENTOR_MOCKS, "first", view],
    queryFn: ({ signal }) =>
      callApi(
        (call) => mentorListMocks({ ...call, query: { ...MOCK_VIEWS[view], limit } }),
        signal,
      ),
  });

/** What is agreed, the soonest first; more than a mentor can have before the next weeks are planned. */
export const scheduledQuery = firstPage("upcoming", PAGE_LIMIT);

/** The feedback that waits longest. */
export const feedbackDueQuery = firstPage("due", 20);

export const mockQuery = (mockId: string) =>
  queryOptions({
    queryKey: [...MENTOR_MOCKS, "one", mockId],
    queryFn: ({ signal }) =>
      callApi((call) => mentorGetMock({ ...call, path: { mock_id: mockId } }), signal),
  });

export const rubricQuery = (mockId: string) =>
  queryOptions({
    queryKey: [...MENTOR_MOCKS, "rubric", mockId],
    queryFn: ({ signal }) =>
      callApi((call) => mentorGetRubric({ ...call, path: { mock_id: mockId } }), signal),
    // What is being filled in must not change under the mentor's hands.
    staleTime: Number.POSITIVE_INFINITY,
  });

export const givenFeedbackQuery = (mockId: string) =>
  queryOptions({
    queryKey: [...MENTOR_MOCKS, "feedback", mockId],
    queryFn: ({ signal }) =>
      callApi((call) => mentorGetFeedback({ ...call, path: { mock_id: mockId } }), signal),
  });
