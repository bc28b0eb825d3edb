import type {
  BookingState,
  OrderState,
  RefundState,
  Role,
  State,
  UserStatus,
} from "@/shared/api/generated/types.gen";
import type { BadgeTone } from "@/shared/ui/badge";

interface Shown {
  label: string;
  tone: BadgeTone;
}

export const BOOKING_STATES: Readonly<Record<BookingState, Shown>> = {
  draft: { label: "Draft", tone: "neutral" },
  held: { label: "Times held", tone: "neutral" },
  awaiting_payment: { label: "Awaiting payment", tone: "warning" },
  pending_admin: { label: "Needs a mentor", tone: "warning" },
  confirmed: { label: "Confirmed", tone: "brand" },
  completed: { label: "Completed", tone: "success" },
  cancelled_by_mentee: { label: "Cancelled by mentee", tone: "neutral" },
  cancelled_by_mentor: { label: "Cancelled by mentor", tone: "danger" },
  cancelled_by_admin: { label: "Cancelled by us", tone: "neutral" },
  no_show_mentee: { label: "Mentee did not come", tone: "danger" },
  no_show_mentor: { label: "Mentor did not come", tone: "danger" },
  expired: { label: "Expired", tone: "neutral" },
};

export const ORDER_STATES: Readonly<Record<OrderState, Shown>> = {
  created: { label: "Not paid yet", tone: "warning" },
  failed: { label: "Payment failed", tone: "danger" },
  expired: { label: "Expired unpaid", tone: "neutral" },
  paid: { label: "Paid", tone: "success" },
  partially_refunded: { label: "Partly refunded", tone: "brand" },
  refunded: { label: "Refunded", tone: "neutral" },
};

export const REFUND_STATES: Readonly<Record<RefundState, Shown>> = {
  requested: { label: "Needs a decision", tone: "warning" },
  rejected: { label: "Rejected", tone: "neutral" },
  approved: { label: "Approved, being sent", tone: "brand" },
  processing: { label: "On its way", tone: "brand" },
  processed: { label: "Paid back", tone: "success" },
  failed: { label: "Failed", tone: "danger" },
};

export const MAIL_STATES: Readonly<Record<State, Shown>> = {
  pending: { label: "Waiting", tone: "brand" },
  sent: { label: "Sent", tone: "success" },
  failed: { label: "Failed", tone: "danger" },
  cancelled: { label: "Withdrawn", tone: "neutral" },
  dropped: { label: "Dropped", tone: "neutral" },
};

export const ROLES: Readonly<Record<Role, Shown>> = {
  mentee: { label: "Mentee", tone: "neutral" },
  mentor: { label: "Mentor", tone: "brand" },
  admin: { label: "Administrator", tone: "warning" },
};

export const USER_STATES: Readonly<Record<UserStatus, Shown>> = {
  active: { label: "Active", tone: "success" },
  suspended: { label: "Suspended", tone: "danger" },
  deleted: { label: "Deleted", tone: "neutral" },
};

/** Filter options of a table of states. */
export function optionsOf<Name extends string>(
  states: Readonly<Record<Name, Shown>>,
): { value: Name; label: string }[] {
  return Object.entries<Shown>(states).map(([value, { label }]) => ({
    value: value as Name,
    label,
  }));
}

/** A state from the address, unless somebody made it up. */
export function knownState<Name extends string>(
  states: Readonly<Record<Name, Shown>>,
  value: string,
): Name | undefined {
  return Object.hasOwn(states, value) ? (value as Name) : undefined;
}
