import type {
  FeedbackSubmission,
  FeedbackView,
  MockView,
  Recommendation,
  Rubric,
} from "@/shared/api/generated/types.gen";
import { z } from "@/shared/forms/zod";

export const LONGEST_TEXT = 4_000;
export const LONGEST_COMMENT = 1_000;

/** What a score says, measured by what the level asks for. */
export const LEVELS = [
  { value: "1", label: "Far below" },
  { value: "2", label: "Below" },
  { value: "3", label: "At the level" },
  { value: "4", label: "Above" },
  { value: "5", label: "Far above" },
] as const;

export const RECOMMENDATIONS: readonly {
  value: Recommendation;
  label: string;
  description: string;
}[] = [
  { value: "strong_hire", label: "Strong hire", description: "You would argue for them." },
  { value: "hire", label: "Hire", description: "You would say yes." },
  { value: "lean_hire", label: "Leaning to hire", description: "Yes, with a doubt or two." },
  {
    value: "lean_no_hire",
    label: "Leaning to no hire",
    description: "Close; what you write decides how the next one goes.",
  },
  {
    value: "no_hire",
    label: "No hire yet",
    description: "Not yet, and they know what to work on.",
  },
];

const text = (empty: string) =>
  z.string().trim().min(1, empty).max(LONGEST_TEXT, `At most ${LONGEST_TEXT} characters`);

export const FEEDBACK_SCHEMA = z.object({
  scores: z.array(
    z.object({
      code: z.string(),
      score: z.enum(["1", "2", "3", "4", "5"], "Choose a score"),
      comment: z.string().trim().max(LONGEST_COMMENT, `At most ${LONGEST_COMMENT} characters`),
    }),
  ),
  strengths: text("Say what went well: it is what people build on"),
  improvements: text("Say what to work on, and how"),
  recommendation: z.enum(
    ["strong_hire", "hire", "lean_hire", "lean_no_hire", "no_hire"],
    "Choose a recommendation",
  ),
});

export type FeedbackOutput = z.output<typeof FEEDBACK_SCHEMA>;

/** As it is typed: nothing is chosen at first. */
export interface FeedbackValues {
  scores: { code: string; score: string; comment: string }[];
  strengths: string;
  improvements: string;
  recommendation: string;
}

export function blankFeedback(rubric: Rubric): FeedbackValues {
  return {
    scores: rubric.items.map(({ code }) => ({ code, score: "", comment: "" })),
    strengths: "",
    improvements: "",
    recommendation: "",
  };
}

export function toSubmission(values: FeedbackOutput): FeedbackSubmission {
  return {
    ...values,
    scores: values.scores.map(({ code, score, comment }) => ({
      code,
      score: Number(score),
      ...(comment ? { comment } : {}),
    })),
  };
}

/** The weighted mean of what is scored so far, as the API counts it; null before the first score. */
export function overallOf(rubric: Rubric, scores: FeedbackValues["scores"]): number | null {
  let sum = 0;
  let weights = 0;
  for (const { code, weight } of rubric.items) {
    const score = Number(scores.find((given) => given.code === code)?.score);
    if (score >= 1) {
      sum += score * weight;
      weights += weight;
    }
  }
  return weights > 0 ? Math.round((sum / weights) * 100) / 100 : null;
}

/** The feedback as it will read, before it is sent. */
export function previewOf(
  mock: MockView,
  rubric: Rubric,
  values: FeedbackOutput,
  now: number,
): FeedbackView {
  return {
    mock_id: mock.id,
    scores: rubric.items.map(({ code, title, weight }) => {
      const given = values.scores.find((score) => score.code === code);
      return {
        code,
        title,
        weight,
        score: Number(given?.score ?? 0),
        comment: given?.comment || null,
      };
    }),
    overall: overallOf(rubric, values.scores) ?? 0,
    strengths: values.strengths,
    improvements: values.improvements,
    recommendation: values.recommendation,
    submitted_at: new Date(now).toISOString(),
    in_time: now <= new Date(mock.feedback_due_at).getTime(),
    rating: null,
  };
}
