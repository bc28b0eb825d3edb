import { useQueryClient } from "@tanstack/react-query";
import { callApi } from "@/shared/api/client";
import { CREDITS_KEY } from "@/shared/api/credits";
import {
  cancelBooking,
  changeBooking,
  confirmBooking,
  createBooking,
  deleteBooking,
  holdSlots,
} from "@/shared/api/generated/sdk.gen";
import type {
  BookingDraft,
  BookingDraftChanges,
  BookingView,
} from "@/shared/api/generated/types.gen";
import { SLOTS_KEY } from "@/shared/api/slots";
import { useMutation } from "@/shared/api/use-mutation";
import { noteServerTime } from "@/shared/lib/server-clock";
import { BOOKINGS_KEY, wizardBookingQuery } from "./queries";

/** Puts an answered booking in the place of the one shown, and has the lists loaded again. */
function useSettle() {
  const queryClient = useQueryClient();
  return (booking: BookingView) => {
    const { queryKey } = wizardBookingQuery(booking.id);
    queryClient.setQueryData(queryKey, booking);
    void queryClient.invalidateQueries({
      queryKey: BOOKINGS_KEY,
      predicate: (query) => query.queryKey[2] !== queryKey[2],
    });
  };
}

export function useCreate() {
  const settle = useSettle();
  return useMutation({
    mutationFn: (body: BookingDraft) => callApi((call) => createBooking({ ...call, body })),
    onSuccess: settle,
  });
}

export function useChange(bookingId: string) {
  const settle = useSettle();
  return useMutation({
    mutationFn: (body: BookingDraftChanges) =>
      callApi((call) => changeBooking({ ...call, path: { booking_id: bookingId }, body })),
    onSuccess: settle,
  });
}

export function useDelete() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (bookingId: string) =>
      callApi((call) => deleteBooking({ ...call, path: { booking_id: bookingId } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: BOOKINGS_KEY }),
  });
}

export function useHold(bookingId: string) {
  const settle = useSettle();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (ids: readonly string[]) =>
      callApi(async (call) => {
        const path = { booking_id: bookingId };
        const result = await holdSlots({ ...call, path, body: { slot_ids: [...ids] } });
        noteServerTime(result.response);
        return result;
      }),
    onSuccess: settle,
    // Taken by us or by somebody else: the seats are others than before.
    onSettled: () => void queryClient.invalidateQueries({ queryKey: SLOTS_KEY }),
  });
}

export function useConfirm(bookingId: string) {
  const settle = useSettle();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () =>
      callApi((call) => confirmBooking({ ...call, path: { booking_id: bookingId } })),
    onSuccess: (booking) => {
      settle(booking);
      void queryClient.invalidateQueries({ queryKey: CREDITS_KEY });
      void queryClient.invalidateQueries({ queryKey: ["mentee", "dashboard"] });
    },
  });
}

/** Gives up a booking that holds times but is not paid for: nothing is lost but the times. */
export function useCancel(bookingId: string) {
  const settle = useSettle();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () =>
      callApi((call) => cancelBooking({ ...call, path: { booking_id: bookingId }, body: {} })),
    onSuccess: (booking) => {
      settle(booking);
      void queryClient.invalidateQueries({ queryKey: SLOTS_KEY });
    },
  });
}
