/** What was done, as it reads after who did it. */
export const ACTIONS: Readonly<Record<string, string>> = {
  "booking.assigned": "gave a booking a mentor and a time",
  "booking.completed": "recorded that a mock took place",
  "booking.cancelled_by_admin": "cancelled a booking",
  "booking.cancelled_by_mentor": "cancelled a mock they were to give",
  "booking.no_show_mentee": "recorded that a mentee did not come",
  "booking.no_show_mentor": "recorded that a mentor did not come",
  "company.created": "added a company",
  "company.changed": "changed a company",
  "interview_type.created": "added an interview type",
  "interview_type.changed": "changed an interview type",
  "pricing_plan.created": "added a plan",
  "pricing_plan.changed": "changed a plan",
  "slot.created": "made a slot",
  "slot.changed": "changed a slot",
  "slot.series_created": "made a series of slots",
  "meeting_link.created": "added a meeting link",
  "meeting_link.changed": "changed a meeting link",
  "mentor.created": "made a mentor profile",
  "mentor.changed": "changed a mentor profile",
  "user.created": "added an account",
  "user.changed": "changed an account",
  "administrator.invited": "invited an administrator",
  "account.exported": "exported the data of an account",
  "account.deleted": "deleted an account",
  "credits.adjusted": "changed the credits of a mentee",
  "order.paid": "applied a payment to an order",
  "order.payment_refused": "refused a payment that does not fit its order",
  "refund.requested": "asked for a refund",
  "refund.approved": "approved a refund",
  "refund.rejected": "rejected a refund",
  "refund.processed": "learnt that a refund was paid back",
  "refund.failed": "learnt that a refund failed",
  "refund.adopted": "took over a refund made at the payment service",
  "mail.failed": "gave up sending a mail",
  "mail.retried": "sent a failed mail again",
};

/** One that the API adds later still reads: "slot.moved" → "slot: moved". */
export function actionText(action: string): string {
  return ACTIONS[action] ?? action.replace(".", ": ").replaceAll("_", " ");
}

const PAGES: Readonly<Record<string, string>> = {
  booking: "/admin/bookings",
  company: "/admin/companies",
  interview_type: "/admin/interview-types",
  pricing_plan: "/admin/plans",
  slot: "/admin/slots",
  mentor: "/admin/mentors",
  user: "/admin/users",
  order: "/admin/orders",
  refund: "/admin/refunds",
};

const ID = /^[0-9a-f]{24}$/;

/** The page of what something was done to, where it has one. */
export function subjectPage(subject: string, id: string): string | undefined {
  const page = PAGES[subject];
  return page && ID.test(id) ? `${page}/${id}` : undefined;
}

export const SUBJECTS: readonly { value: string; label: string }[] = [
  { value: "booking", label: "A booking" },
  { value: "user", label: "An account" },
  { value: "mentor", label: "A mentor profile" },
  { value: "order", label: "An order" },
  { value: "refund", label: "A refund" },
  { value: "company", label: "A company" },
  { value: "interview_type", label: "An interview type" },
  { value: "pricing_plan", label: "A plan" },
  { value: "slot", label: "A slot" },
  { value: "meeting_link", label: "A meeting link" },
  { value: "outbox", label: "A mail" },
];

export const subjectText = (subject: string) =>
  (SUBJECTS.find(({ value }) => value === subject)?.label ?? subject)
    .replace(/^An? /, "")
    .replaceAll("_", " ");

const NOBODY: Readonly<Record<string, string>> = {
  system: "The system",
  worker: "The worker",
  webhook: "The payment service",
};

/** Who, where it was nobody with an account. */
export const nobodyText = (role: string) => NOBODY[role] ?? "The system";
