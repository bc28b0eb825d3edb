import { queryOptions } from "@tanstack/react-query";
import { callApi } from "@/shared/api/client";
import { getBooking, listBookings } from "@/shared/api/generated/sdk.gen";
import type { BookingSummary, BookingView } from "@/shared/api/generated/types.gen";
import { PAGE_LIMIT } from "@/shared/api/pages";
import { noteServerTime } from "@/shared/lib/server-clock";
import { inWizard, isOpen } from "@/shared/mentee/booking-state";

export const BOOKINGS_KEY = ["mentee", "bookings"] as const;

// Somebody may go on with the same booking on another device, and a payment may arrive any moment.
const WATCH_MS = 20_000;

/** The booking the wizard is about; what it shows counts down, so the server's clock is noted along the way. */
export const wizardBookingQuery = (bookingId: string) =>
  queryOptions({
    queryKey: [...BOOKINGS_KEY, "wizard", bookingId],
    queryFn: ({ signal }) =>
      callApi(async (call) => {
        const result = await getBooking({ ...call, path: { booking_id: bookingId } });
        noteServerTime(result.response);
        return result;
      }, signal),
    refetchOnWindowFocus: "always",
    refetchInterval: ({ state }) => {
      const watched: BookingView["state"][] = ["held", "awaiting_payment"];
      return state.data && watched.includes(state.data.state) ? WATCH_MS : false;
    },
  });

/** Open bookings among the newest hundred: what can be continued, and when one is busy. */
export const openBookingsQuery = queryOptions({
  queryKey: [...BOOKINGS_KEY, "wizard-open"],
  queryFn: ({ signal }) =>
    callApi((call) => listBookings({ ...call, query: { limit: PAGE_LIMIT } }), signal),
  select: (page) => page.items.filter(isOpen),
});

export const unfinished = (bookings: readonly BookingSummary[]) => bookings.filter(inWizard);
