import { z } from "@/shared/forms/zod";
import { daysBetween, MOST_DAYS } from "./series";
import { slotShape } from "./slot-fields";

export const WEEKDAYS = [
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
  "Sunday",
].map((label, index) => ({ value: String(index), label }));

const day = z.string().min(1, "Choose a day");

export const seriesSchema = z
  .object({
    ...slotShape,
    time_zone: z.string(),
    first_date: day,
    last_date: day,
    weekdays: z
      .array(z.string())
      .min(1, "Choose at least one")
      .transform((values) => values.map(Number)),
    times: z
      .array(z.object({ at: z.string().regex(/:(00|15|30|45)$/, "On a quarter of an hour") }))
      .min(1, "Add at least one")
      .superRefine((rows, context) => {
        const seen = new Set<string>();
        rows.forEach(({ at }, index) => {
          if (seen.has(at)) {
            context.addIssue({ code: "custom", path: [index, "at"], message: "It is there twice" });
          }
          seen.add(at);
        });
      })
      .transform((rows) => rows.map(({ at }) => at)),
  })
  .superRefine(({ first_date, last_date }, context) => {
    const days = daysBetween(first_date, last_date);
    if (days < 0 || days > MOST_DAYS) {
      context.addIssue({
        code: "custom",
        path: ["last_date"],
        message:
          days < 0 ? "Not before the first day" : `At most ${MOST_DAYS} days after the first`,
      });
    }
  });

/** The API names the time, the form its row. */
export const seriesField = (path: string) =>
  (path.startsWith("times.")
    ? `${path}.at`
    : path.replace(/^(weekdays|interview_types)\..*/, "$1")) as "times";
