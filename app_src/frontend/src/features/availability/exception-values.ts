import { z } from "@/shared/forms/zod";
import { type Hours, problemsOf } from "./clock";
import { addDays } from "./upcoming";

export const LONGEST_RANGE = 31;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

export interface ExceptionValues {
  from: string;
  /** Empty: that one day. */
  to: string;
  kind: "away" | "hours";
  windows: Hours[];
}

/** Every date from the first to the last, both included. */
export function datesOf(from: string, to: string): string[] {
  const dates: string[] = [];
  for (
    let date = from;
    date <= (to || from) && dates.length <= LONGEST_RANGE;
    date = addDays(date, 1)
  ) {
    dates.push(date);
  }
  return dates;
}

export const exceptionSchema = (today: string) =>
  z
    .object({
      from: z.string().regex(DATE, "Choose a date"),
      to: z.string().regex(/^$|^\d{4}-\d{2}-\d{2}$/, "Choose a date, or leave it empty"),
      kind: z.enum(["away", "hours"], "Choose one"),
      windows: z.array(z.object({ start: z.string(), end: z.string() })),
    })
    .superRefine(({ from, to, kind, windows }, context) => {
      const issue = (path: (string | number)[], message: string) =>
        context.addIssue({ code: "custom", path, message });
      if (DATE.test(from) && from < today) {
        issue(["from"], "That day is over");
      }
      if (to && to < from) {
        issue(["to"], "Is before the first day");
      } else if (to && datesOf(from, to).length > LONGEST_RANGE) {
        issue(["to"], `At most ${LONGEST_RANGE} days at a time`);
      }
      if (kind === "hours") {
        if (windows.length === 0) {
          issue(["kind"], "Add hours, or choose “Away all day”");
        }
        for (const [index, message] of problemsOf(windows)) {
          issue(["windows", index, "start"], message);
        }
      }
    });
