import { queryOptions } from "@tanstack/react-query";
import { callApi } from "@/shared/api/client";
import {
  adminGetBooking,
  adminListBookings,
  adminListCandidates,
} from "@/shared/api/generated/sdk.gen";
import type { AgeOrder, BookingState } from "@/shared/api/generated/types.gen";
import { pagedQuery } from "@/shared/api/pages";

export const BOOKINGS = ["admin", "bookings"] as const;

export const bookingsQuery = (state: BookingState | undefined, order: AgeOrder) =>
  pagedQuery([...BOOKINGS, "list", state ?? "all", order], (call) =>
    adminListBookings({ ...call, query: { ...call.query, order, ...(state ? { state } : {}) } }),
  );

/** The queue's figures without the queue. */
export const ageingQuery = queryOptions({
  queryKey: [...BOOKINGS, "ageing"],
  queryFn: ({ signal }) =>
    callApi(
      (call) => adminListBookings({ ...call, query: { limit: 1, state: "pending_admin" } }),
      signal,
    ),
  refetchInterval: 60_000,
});

export const bookingQuery = (bookingId: string) =>
  queryOptions({
    queryKey: [...BOOKINGS, "one", bookingId],
    queryFn: ({ signal }) =>
      callApi((call) => adminGetBooking({ ...call, path: { booking_id: bookingId } }), signal),
  });

export const candidatesQuery = (bookingId: string) =>
  pagedQuery(
    [...BOOKINGS, "candidates", bookingId],
    (call) => adminListCandidates({ ...call, path: { booking_id: bookingId } }),
    50,
  );
