import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { listAlternativeSlots, listBookableSlots } from "./generated/sdk.gen";
import { PAGE_LIMIT, pagedQuery } from "./pages";

// Four weeks of slots every quarter of an hour; what lies beyond is nobody's first choice.
const MOST_PAGES = 10;

/** For invalidating after seats were taken or given up. */
export const SLOTS_KEY = ["mentee", "slots"] as const;

export function slotsQuery(interviewType: string) {
  return {
    ...pagedQuery(
      [...SLOTS_KEY, interviewType],
      (call) =>
        listBookableSlots({ ...call, query: { ...call.query, interview_type: interviewType } }),
      PAGE_LIMIT,
    ),
    staleTime: 30_000,
  };
}

/** Where a booking can be moved to: what its mentee, and its mentor where there is one, are free for. */
export function alternativeSlotsQuery(bookingId: string) {
  return {
    ...pagedQuery(
      [...SLOTS_KEY, "for", bookingId],
      (call) => listAlternativeSlots({ ...call, path: { booking_id: bookingId } }),
      PAGE_LIMIT,
    ),
    staleTime: 30_000,
  };
}

/**
 * The slots of the next four weeks for <SlotPicker>, from one of the queries above. The first page shows at once, the
 * others follow by themselves: `loading` until all are there.
 */
function useAllSlots(options: ReturnType<typeof slotsQuery | typeof alternativeSlotsQuery>) {
  const query = useInfiniteQuery(options);
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query;
  const wanted =
    hasNextPage &&
    !isFetchingNextPage &&
    !isFetchNextPageError &&
    (query.data?.pages.length ?? 0) < MOST_PAGES;
  useEffect(() => {
    if (wanted) {
      void fetchNextPage();
    }
  }, [wanted, fetchNextPage]);
  return {
    query,
    slots: query.data?.pages.flatMap((page) => page.items) ?? [],
    loading: wanted || isFetchingNextPage,
  };
}

/** What can be asked for, for an interview type. */
export const useBookableSlots = (interviewType: string) => useAllSlots(slotsQuery(interviewType));

/** What a booking can be moved to. A page may hold none and still not be the last. */
export const useAlternativeSlots = (bookingId: string) =>
  useAllSlots(alternativeSlotsQuery(bookingId));
