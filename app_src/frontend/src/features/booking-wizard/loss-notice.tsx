import { Alert } from "@/shared/ui/alert";
import type { Choice, Loss } from "./choice";

const REASONS: Readonly<Record<Loss, readonly [one: string, several: string]>> = {
  slot_taken: ["Somebody else has just taken it.", "Somebody else has just taken them."],
  slot_unavailable: ["It is no longer offered.", "They are no longer offered."],
  slot_too_soon: ["It begins too soon to be booked.", "They begin too soon to be booked."],
  slot_incompatible: [
    "It does not have the right length for this interview.",
    "They do not have the right length for this interview.",
  ],
  mentee_busy: [
    "You have another booking at that time.",
    "You have other bookings at those times.",
  ],
};

/** What became of the times that were chosen, and that the others still are. */
export function LossNotice({ choice }: { choice: Choice }) {
  if (!choice.lost) {
    return null;
  }
  const { count, why } = choice.lost;
  const left = choice.selected.length;
  const [one, several] = REASONS[why];
  const title =
    count === 0
      ? "Not all of your times can be had"
      : count === 1
        ? "One of your times is gone"
        : `${count} of your times are gone`;
  const rest =
    left === 0
      ? "Please choose again."
      : left === 1
        ? "The other one is still chosen: go on with it, or add more."
        : `The other ${left} are still chosen: go on with them, or add another.`;
  return (
    <Alert tone="warning" title={title}>
      <p>
        {count > 1 ? several : one} {count === 0 ? "We loaded the times again." : rest}
      </p>
    </Alert>
  );
}
