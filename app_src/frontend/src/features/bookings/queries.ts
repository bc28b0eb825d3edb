import { queryOptions } from "@tanstack/react-query";
import { callApi } from "@/shared/api/client";
import {
  getBooking,
  listBookings,
  listMyCreditEntries,
  quoteCancellation,
} from "@/shared/api/generated/sdk.gen";
import { PAGE_LIMIT, pagedQuery } from "@/shared/api/pages";

const KEY = ["mentee", "bookings"] as const;

/** Newest first. The API filters by one state at a time; what is open or past is decided here. */
export const bookingsQuery = pagedQuery([...KEY, "list"], (call) => listBookings(call), 50);

export const bookingQuery = (bookingId: string) =>
  queryOptions({
    queryKey: [...KEY, "one", bookingId],
    queryFn: ({ signal }) =>
      callApi((call) => getBooking({ ...call, path: { booking_id: bookingId } }), signal),
  });

/** What cancelling or moving would mean now: the answer changes with the time, so it is never kept. */
export const quoteQuery = (bookingId: string) =>
  queryOptions({
    queryKey: [...KEY, "quote", bookingId],
    queryFn: ({ signal }) =>
      callApi((call) => quoteCancellation({ ...call, path: { booking_id: bookingId } }), signal),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: "always",
    refetchInterval: 60_000,
  });

/** The latest changes of the credits: what became of the one of a booking. */
export const creditEntriesQuery = queryOptions({
  queryKey: ["mentee", "credits", "latest-entries"],
  queryFn: ({ signal }) =>
    callApi((call) => listMyCreditEntries({ ...call, query: { limit: PAGE_LIMIT } }), signal),
});
