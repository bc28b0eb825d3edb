import type { BookingView } from "@/shared/api/generated/types.gen";

export const STEPS = ["company", "type", "slots", "confirm", "payment"] as const;
export type Step = (typeof STEPS)[number];

export const STEP_NAMES: Readonly<Record<Step, string>> = {
  company: "Company",
  type: "Interview",
  slots: "Times",
  confirm: "Confirm",
  payment: "Payment",
};

type Progress = Pick<BookingView, "state" | "interview_type">;

/** How far a booking has got: the API knows, so every device agrees. */
export function furthestStep({ state, interview_type }: Progress): Step {
  if (state === "draft") {
    return interview_type ? "slots" : "type";
  }
  return state === "held" ? "confirm" : "payment";
}

const isStep = (value: string | null): value is Step => STEPS.some((step) => step === value);

/** The step to show for what the address asks for: not further than the booking is, and the last one where nothing is asked. */
export function stepFor(booking: Progress, asked: string | null): Step {
  const furthest = furthestStep(booking);
  // Times that are being paid for are settled: there is no going back to another step.
  if (furthest === "payment" || !isStep(asked)) {
    return furthest;
  }
  return STEPS.indexOf(asked) <= STEPS.indexOf(furthest) ? asked : furthest;
}

export function nextStep(step: Step): Step {
  return STEPS[Math.min(STEPS.indexOf(step) + 1, STEPS.length - 1)] ?? step;
}
