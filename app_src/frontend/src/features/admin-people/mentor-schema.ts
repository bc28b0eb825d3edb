import type { AdminMentor } from "@/shared/api/generated/types.gen";
import { z } from "@/shared/forms/zod";

export const WEEKDAYS = [
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
  "Sunday",
].map((label, index) => ({ value: String(index), label }));

const CLOCK = Array.from({ length: 97 }, (_, quarter) => {
  const hours = String(Math.floor(quarter / 4)).padStart(2, "0");
  const value = `${hours}:${String((quarter % 4) * 15).padStart(2, "0")}`;
  return { value, label: value === "24:00" ? "24:00, midnight" : value };
});
export const STARTS = CLOCK.slice(0, -1);
export const ENDS = CLOCK.slice(1);

const rule = z
  .object({ weekday: z.string(), start: z.string(), end: z.string() })
  .transform(({ weekday, ...times }) => ({ weekday: Number(weekday), ...times }))
  .refine(({ start, end }) => start < end, {
    path: ["end"],
    message: "After the start; a window past midnight is two windows",
  });

type Window = z.output<typeof rule>;

const overlap = (a: Window, b: Window) =>
  a.weekday === b.weekday && a.start < b.end && b.start < a.end;

const whole = (min: number, max: number) =>
  z
    .number("Type a number")
    .int("Whole numbers only")
    .min(min, `At least ${min}`)
    .max(max, `At most ${max}`);

export const mentorShape = {
  headline: z.string().trim().min(1, "One line about them").max(120),
  bio: z.string().trim().min(1, "A few sentences about them").max(4_000),
  companies: z.array(z.string()).max(20, "At most 20"),
  interview_types: z.array(z.string()).max(20, "At most 20"),
  time_zone: z.string(),
  rules: z
    .array(rule)
    .max(42, "At most 42")
    .superRefine((rules, context) => {
      rules.forEach((rule, index) => {
        const before = rules.slice(0, index);
        if (before.some((other) => overlap(rule, other))) {
          context.addIssue({
            code: "custom",
            path: [index, "start"],
            message: "Overlaps with another window of that day",
          });
        }
      });
    })
    // As the API keeps them, so that the order of typing is no change.
    .transform((rules) =>
      rules.toSorted((a, b) => a.weekday - b.weekday || a.start.localeCompare(b.start)),
    ),
  minimum_notice_hours: whole(0, 336),
  maximum_per_day: whole(1, 12),
};

export const mentorSchema = z.object(mentorShape);

export const BLANK_RULE = { weekday: "0", start: "18:00", end: "21:00" };

export const mentorForm = (mentor: AdminMentor) => ({
  headline: mentor.headline,
  bio: mentor.bio,
  companies: mentor.companies,
  interview_types: mentor.interview_types,
  time_zone: mentor.time_zone,
  rules: mentor.rules.map(({ weekday, start, end }) => ({
    weekday: String(weekday),
    start,
    end,
  })),
  minimum_notice_hours: mentor.minimum_notice_hours,
  maximum_per_day: mentor.maximum_per_day,
});

/** A problem of one window stands at its end; of one company, at the list. */
export const mentorField = (path: string) =>
  path
    .replace(/^(rules\.\d+)$/, "$1.end")
    .replace(/^(companies|interview_types)\..*/, "$1") as "headline";
