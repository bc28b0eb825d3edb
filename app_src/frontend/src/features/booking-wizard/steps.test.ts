import { expect, test } from "vitest";
import type { BookingState } from "@/shared/api/generated/types.gen";
import { stepFor } from "./steps";

test.each<[BookingState, string | null, string | null, string]>([
  ["draft", null, null, "type"],
  ["draft", "coding", null, "slots"],
  ["draft", "coding", "company", "company"],
  // An address that is ahead of the booking, or none of ours.
  ["draft", null, "payment", "type"],
  ["draft", "coding", "confirm", "slots"],
  ["draft", "coding", "nonsense", "slots"],
  ["held", "coding", null, "confirm"],
  ["held", "coding", "slots", "slots"],
  ["held", "coding", "payment", "confirm"],
  // What is being paid for cannot be chosen anew.
  ["awaiting_payment", "coding", "company", "payment"],
])("%s with type %s, asked for %s, is at %s", (state, interview_type, asked, step) => {
  expect(stepFor({ state, interview_type }, asked)).toBe(step);
});
