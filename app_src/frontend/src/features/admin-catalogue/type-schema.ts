import type { AdminInterviewType } from "@/shared/api/generated/types.gen";
import { codeSchema } from "@/shared/forms/code-field";
import { z } from "@/shared/forms/zod";
import { formatMinutes } from "./minutes";
import { line, withOwnCodes } from "./schemas";

const WHOLE = 100;
const SHORTEST = 15;
const LONGEST = 240;

export const MINUTES = Array.from({ length: LONGEST / SHORTEST }, (_, index) => {
  const minutes = (index + 1) * SHORTEST;
  return { value: String(minutes), label: formatMinutes(minutes) };
});

const minutes = z.coerce.number<string>();

const fields = {
  name: line,
  minimum_minutes: minutes,
  maximum_minutes: minutes,
  rubric: withOwnCodes(
    z.object({
      code: codeSchema,
      title: line,
      description: z.string().trim().min(1, "Say what a mentor looks at").max(500),
      weight: z
        .number("Give it a weight")
        .int("Whole per cent only")
        .min(1, "At least 1")
        .max(WHOLE),
    }),
    12,
  ).refine((rubric) => weightOf(rubric) === WHOLE, "The weights have to add up to 100"),
};

const ORDERED = { path: ["maximum_minutes"], message: "At least as long as the shortest" };

export const typeSchema = z
  .object(fields)
  .refine((type) => type.minimum_minutes <= type.maximum_minutes, ORDERED);

export const newTypeSchema = z
  .object({ ...fields, code: codeSchema })
  .refine((type) => type.minimum_minutes <= type.maximum_minutes, ORDERED);

export function weightOf(rubric: readonly { weight?: number | null }[]): number {
  return rubric.reduce((sum, { weight }) => sum + (weight ?? 0), 0);
}

export const BLANK_CRITERION = { code: "", title: "", description: "" };

export const typeForm = (type: AdminInterviewType) => ({
  name: type.name,
  minimum_minutes: String(type.minimum_minutes),
  maximum_minutes: String(type.maximum_minutes),
  rubric: type.rubric,
});
