import type { MockView } from "@/shared/api/generated/types.gen";
import { formatDuration } from "@/shared/lib/duration";
import type { BadgeTone } from "@/shared/ui/badge";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** As the API has it: absence can be reported ten minutes after the start, until a day after the end. */
const NO_SHOW_GRACE_MS = 10 * MINUTE;
const NO_SHOW_PERIOD_MS = 24 * HOUR;

type Timed = Pick<MockView, "state" | "start_at" | "end_at">;

const at = (instant: string) => new Date(instant).getTime();

export const hasBegun = (mock: Timed, now: number) => now >= at(mock.start_at);

export const canCancel = (mock: Timed, now: number) =>
  mock.state === "scheduled" && !hasBegun(mock, now);

export type NoShow = "too-early" | "open" | "too-late" | "over";

export function noShow(mock: Timed, now: number): NoShow {
  if (mock.state !== "scheduled") {
    return "over";
  }
  if (now < at(mock.start_at) + NO_SHOW_GRACE_MS) {
    return "too-early";
  }
  return now <= at(mock.end_at) + NO_SHOW_PERIOD_MS ? "open" : "too-late";
}

export const noShowFrom = (mock: Timed) =>
  new Date(at(mock.start_at) + NO_SHOW_GRACE_MS).toISOString();

export const feedbackDue = (
  mock: Pick<MockView, "state" | "start_at" | "feedback_at">,
  now: number,
) =>
  mock.feedback_at === null &&
  (mock.state === "completed" || mock.state === "scheduled") &&
  now >= at(mock.start_at);

/** "Due in 20 hours", "Overdue by 3 days": the goal is 48 hours after the end. */
export function dueWords(dueAt: string, now: number): { text: string; tone: BadgeTone } {
  const seconds = (at(dueAt) - now) / 1_000;
  if (seconds < 0) {
    return { text: `Overdue by ${formatDuration(-seconds)}`, tone: "danger" };
  }
  const tone = seconds < 12 * 3_600 ? "warning" : "neutral";
  return { text: `Due in ${formatDuration(seconds)}`, tone };
}

/** What has become of a mock, in a word or two. */
export function stageOf(mock: MockView, now: number): { text: string; tone: BadgeTone } {
  switch (mock.state) {
    case "cancelled":
      return { text: "Cancelled", tone: "neutral" };
    case "no_show_mentee":
      return { text: "Mentee did not come", tone: "warning" };
    case "no_show_mentor":
      return { text: "You did not come", tone: "danger" };
    case "completed":
      return mock.feedback_at === null
        ? dueWords(mock.feedback_due_at, now)
        : { text: "Feedback sent", tone: "success" };
    case "scheduled":
      if (!hasBegun(mock, now)) {
        return { text: "Scheduled", tone: "brand" };
      }
      return now < at(mock.end_at)
        ? { text: "Going on now", tone: "success" }
        : dueWords(mock.feedback_due_at, now);
  }
}
