import { queryOptions } from "@tanstack/react-query";
import { callApi } from "@/shared/api/client";
import { adminListBookings } from "@/shared/api/generated/sdk.gen";
import type { AdminBookingPage, AdminBookingSummary } from "@/shared/api/generated/types.gen";
import { PAGE_LIMIT } from "@/shared/api/pages";
import { BOOKINGS } from "./queries";

const PAGES = 10;
export const LOOKED_THROUGH = PAGES * PAGE_LIMIT;

/** The API lists bookings by age, not by person: the latest ones are looked through, and it is said when that was not all. */
export const bookingsOfQuery = (userId: string) =>
  queryOptions({
    queryKey: [...BOOKINGS, "of", userId],
    staleTime: 60_000,
    queryFn: async ({ signal }) => {
      const bookings: AdminBookingSummary[] = [];
      let cursor: string | null = null;
      for (let page = 0; page < PAGES; page += 1) {
        const after: string | null = cursor;
        const answer: AdminBookingPage = await callApi(
          (call) =>
            adminListBookings({
              ...call,
              query: { limit: PAGE_LIMIT, order: "newest", ...(after ? { cursor: after } : {}) },
            }),
          signal,
        );
        bookings.push(
          ...answer.items.filter(
            ({ mentee, mentor }) => mentee?.id === userId || mentor?.id === userId,
          ),
        );
        cursor = answer.pagination.next_cursor;
        if (cursor === null) {
          break;
        }
      }
      return { bookings, complete: cursor === null };
    },
  });
