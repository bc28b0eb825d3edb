import type { MentorAvailability, WeeklyRule } from "@/shared/api/generated/types.gen";
import { z } from "@/shared/forms/zod";
import { type Hours, problemsOf, sortHours, WEEKDAYS } from "./clock";

export const MOST_PER_DAY = 6;
const hours = z.object({ start: z.string(), end: z.string() });
const whole = (name: string, low: number, high: number) =>
  z
    .number(`Give the ${name} as a number`)
    .int("A whole number")
    .min(low, `At least ${low}`)
    .max(high, `At most ${high}`);

export interface WeekValues {
  time_zone: string;
  days: { windows: Hours[] }[];
  minimum_notice_hours: number | null;
  maximum_per_day: number | null;
}

/** Typed by day, sent as one list of rules in the API's order. */
export const WEEK_SCHEMA = z
  .object({
    time_zone: z.string().min(1, "Choose a time zone"),
    days: z.array(z.object({ windows: z.array(hours) })),
    minimum_notice_hours: whole("notice", 0, 336),
    maximum_per_day: whole("most mocks a day", 1, 12),
  })
  .superRefine(({ days }, context) => {
    days.forEach(({ windows }, day) => {
      for (const [index, message] of problemsOf(windows)) {
        context.addIssue({
          code: "custom",
          path: ["days", day, "windows", index, "start"],
          message,
        });
      }
    });
  })
  .transform(({ days, ...rest }) => ({
    ...rest,
    rules: days.flatMap(({ windows }, weekday): WeeklyRule[] =>
      sortHours(windows).map((window) => ({ ...window, weekday })),
    ),
  }));

export type WeekOutput = z.output<typeof WEEK_SCHEMA>;

export function weekForm(availability: MentorAvailability): WeekValues {
  const { rules, time_zone, minimum_notice_hours, maximum_per_day } = availability;
  return {
    time_zone,
    minimum_notice_hours,
    maximum_per_day,
    days: WEEKDAYS.map((_, weekday) => ({
      windows: rules
        .filter((rule) => rule.weekday === weekday)
        .map(({ start, end }) => ({ start, end })),
    })),
  };
}
