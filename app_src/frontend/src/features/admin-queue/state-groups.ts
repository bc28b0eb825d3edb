import { BOOKING_STATES } from "@/shared/admin/states";
import type { BookingState } from "@/shared/api/generated/types.gen";

const option = (value: BookingState) => ({ value, label: BOOKING_STATES[value].label });

/** Views of the list: the work first, then what is under way, then what has ended. */
export const STATE_GROUPS = [
  { value: "pending_admin", label: "The queue: need a mentor" },
  { value: "all", label: "All bookings" },
  {
    label: "Under way",
    options: (["draft", "held", "awaiting_payment", "confirmed"] as const).map(option),
  },
  {
    label: "Ended",
    options: (
      [
        "completed",
        "cancelled_by_mentee",
        "cancelled_by_mentor",
        "cancelled_by_admin",
        "no_show_mentee",
        "no_show_mentor",
        "expired",
      ] as const
    ).map(option),
  },
];

export const ORDERS = [
  { value: "oldest", label: "Longest in its state first" },
  { value: "newest", label: "Latest change first" },
];
