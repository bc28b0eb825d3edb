import { queryOptions } from "@tanstack/react-query";
import { callApi } from "@/shared/api/client";
import { getCalendarFeed, listConsents, listSessions } from "@/shared/api/generated/sdk.gen";
import { collectPages } from "@/shared/api/pages";

export const sessionsQuery = queryOptions({
  queryKey: ["account", "sessions"],
  queryFn: ({ signal }) => callApi((call) => listSessions(call), signal),
});

export const calendarFeedQuery = queryOptions({
  queryKey: ["account", "calendar-feed"],
  queryFn: ({ signal }) => callApi((call) => getCalendarFeed(call), signal),
});

/** All of them, newest first: the newest of a subject is the one in force. */
export const consentsQuery = queryOptions({
  queryKey: ["account", "consents"],
  queryFn: ({ signal }) =>
    collectPages((query) => callApi((call) => listConsents({ ...call, query }), signal)),
});
