import { type ApiError, hasCode } from "@/shared/api/errors";
import type { BookableSlot, BookedSlot, BookingSummary } from "@/shared/api/generated/types.gen";
import { LOSSES, type Loss } from "./choice";

type Span = Pick<BookedSlot, "start_at" | "end_at">;

/** Times at which somebody has other bookings, as far as these take up time: one whose hold ran out does not. */
export function busySpans(
  bookings: readonly BookingSummary[],
  { except, nowMs }: { except: string; nowMs: number },
): Span[] {
  return bookings
    .filter(({ id }) => id !== except)
    .filter(({ hold_expires_at }) => !hold_expires_at || Date.parse(hold_expires_at) > nowMs)
    .flatMap(({ state, slot, preferred_slots }) => {
      if (state === "confirmed") {
        return slot ? [slot] : [];
      }
      return ["held", "awaiting_payment", "pending_admin"].includes(state) ? preferred_slots : [];
    });
}

export function overlaps(one: Span, other: Span): boolean {
  return (
    Date.parse(one.start_at) < Date.parse(other.end_at) &&
    Date.parse(other.start_at) < Date.parse(one.end_at)
  );
}

export function lossOf(error: unknown): Loss | undefined {
  return LOSSES.find((code) => hasCode(error, code));
}

interface Situation {
  selected: readonly string[];
  /** As offered now, after the refusal. */
  slots: readonly BookableSlot[];
  /** What the booking holds already: free for it however full. */
  own: readonly string[];
  busy: readonly Span[];
}

/** Which of the chosen slots a refusal is about: named by the API where it knows, else those that cannot be had any more. */
export function lostSlots(error: ApiError, situation: Situation): string[] {
  const { selected, own, slots } = situation;
  const named = error.fields.flatMap(({ path }) => {
    const place = /^slot_ids\.(\d+)$/.exec(path)?.[1];
    return selected[Number(place)] ?? [];
  });
  return named.length > 0
    ? named
    : selected.filter((id) => isGone(id, { own, slots, busy: situation.busy }));
}

/** Whether a slot cannot be chosen (any more). */
export function isGone(id: string, { slots, own, busy }: Omit<Situation, "selected">): boolean {
  if (own.includes(id)) {
    return false;
  }
  const slot = slots.find((candidate) => candidate.id === id);
  return !slot || slot.seats_left === 0 || busy.some((span) => overlaps(span, slot));
}
