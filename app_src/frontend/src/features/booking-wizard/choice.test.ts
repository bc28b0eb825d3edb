import { expect, test } from "vitest";
import { ApiError } from "@/shared/api/errors";
import type { BookableSlot, BookingView } from "@/shared/api/generated/types.gen";
import { type Choice, choose } from "./choice";
import { busySpans, lostSlots } from "./losses";

const CHOSEN: Choice = { selected: ["a", "b", "c"], over: false };

function slot(id: string, hour: number, seats_left = 2): BookableSlot {
  const at = (hours: number) => new Date(Date.UTC(2026, 10, 24, hours)).toISOString();
  return {
    id,
    start_at: at(hour),
    end_at: at(hour + 1),
    minutes: 60,
    interview_types: ["coding"],
    seats_left,
  };
}

const refusal = (code: string, path?: string) =>
  new ApiError("rejected", { code, fields: path ? [{ path, message: code }] : [] });

test("what is lost goes, in the order of preference the others stay", () => {
  const choice = choose(CHOSEN, { type: "lost", ids: ["b"], why: "slot_taken" });
  expect(choice).toEqual({
    selected: ["a", "c"],
    lost: { count: 1, why: "slot_taken" },
    over: false,
  });
});

test("a loss is told until the next choice", () => {
  const lost = choose(CHOSEN, { type: "lost", ids: ["a"], why: "slot_taken" });
  expect(choose(lost, { type: "chosen", ids: ["b", "c", "d"] }).lost).toBeUndefined();
  expect(choose(lost, { type: "settled" })).toEqual({ selected: ["b", "c"], over: false });
});

test("a hold that is over stays over, whatever is chosen", () => {
  const over = choose(CHOSEN, { type: "over" });
  expect(choose(over, { type: "chosen", ids: ["d"] }).over).toBe(true);
});

test("the slot a refusal names is the lost one", () => {
  const situation = {
    selected: ["a", "b"],
    slots: [slot("a", 4), slot("b", 6)],
    own: [],
    busy: [],
  };
  expect(lostSlots(refusal("slot_too_soon", "slot_ids.1"), situation)).toEqual(["b"]);
});

test("where none is named, it is those that are full or gone now; one's own seat is not", () => {
  const slots = [slot("a", 4, 0), slot("b", 6, 0), slot("d", 8)];
  const situation = { selected: ["a", "b", "c", "d"], slots, own: ["b"], busy: [] };
  expect(lostSlots(refusal("slot_taken"), situation)).toEqual(["a", "c"]);
});

test("a time that overlaps another booking is lost, one that touches it is not", () => {
  const other = {
    id: "other",
    state: "pending_admin",
    hold_expires_at: "2026-11-24T05:00:00Z",
    preferred_slots: [slot("x", 5)],
  } as unknown as BookingView;
  const now = { except: "this", nowMs: Date.parse("2026-11-23T00:00:00Z") };
  const slots = [slot("a", 5), slot("b", 6)];
  const situation = { selected: ["a", "b"], slots, own: [], busy: busySpans([other], now) };
  expect(lostSlots(refusal("mentee_busy"), situation)).toEqual(["a"]);
  expect(busySpans([other], { ...now, except: "other" })).toEqual([]);
  expect(busySpans([other], { ...now, nowMs: Date.parse("2026-11-24T05:00:00Z") })).toEqual([]);
});
