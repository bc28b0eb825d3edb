import type { AdminPricingPlan } from "@/shared/api/generated/types.gen";
import { codeSchema } from "@/shared/forms/code-field";
import { rupees, rupeesText } from "@/shared/forms/rupees";
import { z } from "@/shared/forms/zod";
import { line } from "./schemas";

const whole = (max: number) =>
  z
    .number("Type a number")
    .int("Whole numbers only")
    .min(1, "At least 1")
    .max(max, `At most ${max}`);

export const planSchema = z.object({
  name: line,
  tagline: line,
  price_paise: rupees(),
  mocks: whole(100),
  months: whole(36),
  // Rows of a form are objects; the API takes the texts.
  features: z
    .array(z.object({ text: line }))
    .max(12)
    .transform((rows) => rows.map(({ text }) => text)),
  recommended: z.boolean(),
});

export const newPlanSchema = planSchema.extend({ code: codeSchema });

export const planForm = (plan: AdminPricingPlan) => ({
  name: plan.name,
  tagline: plan.tagline,
  price_paise: rupeesText(plan.price_paise),
  mocks: plan.mocks,
  months: plan.months,
  features: plan.features.map((text) => ({ text })),
  recommended: plan.recommended,
});

/** The API names the feature, the form its text. */
export const planField = (path: string) =>
  path.replace(/^features\.(\d+)$/, "features.$1.text") as "name";
