import { z } from "@/shared/forms/zod";

/** A line of text as the API takes it. */
export const line = z.string().trim().min(1, "This is needed").max(120, "At most 120 characters");

/** A list of things that are told apart by their codes. */
export function withOwnCodes<Item extends z.ZodType<{ code: string }>>(item: Item, max: number) {
  return z
    .array(item)
    .min(1, "At least one is needed")
    .max(max)
    .superRefine((items, context) => {
      const seen = new Set<string>();
      items.forEach(({ code }, index) => {
        if (seen.has(code)) {
          context.addIssue({
            code: "custom",
            path: [index, "code"],
            message: "Another one has this code",
          });
        }
        seen.add(code);
      });
    });
}
