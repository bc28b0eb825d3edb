import type { Recommendation } from "@/shared/api/generated/types.gen";
import type { BadgeTone } from "@/shared/ui/badge";

/** What a score from 1 to 5 says, measured by what the level asks for. */
const SCORES = ["far below", "below", "at", "above", "far above"] as const;

export function scoreInWords(score: number): string {
  const words = SCORES[Math.min(5, Math.max(1, Math.round(score))) - 1];
  return words === "at" ? "what the level asks for" : `${words} what the level asks for`;
}

/** "3.75", "4" */
export function scoreText(score: number): string {
  return String(Math.round(score * 100) / 100);
}

export const RECOMMENDATIONS: Readonly<
  Record<Recommendation, { label: string; text: string; tone: BadgeTone }>
> = {
  strong_hire: {
    label: "Strong hire",
    text: "In a real interview your mentor would have argued for you.",
    tone: "success",
  },
  hire: {
    label: "Hire",
    text: "In a real interview your mentor would have said yes.",
    tone: "success",
  },
  lean_hire: {
    label: "Leaning to hire",
    text: "In a real interview your mentor would have said yes, with a doubt or two.",
    tone: "brand",
  },
  lean_no_hire: {
    label: "Leaning to no hire",
    text: "Close: with what is written below, the next one can turn out differently.",
    tone: "warning",
  },
  no_hire: {
    label: "No hire yet",
    text: "Not yet. Now you know what to work on, and it was only practice.",
    tone: "warning",
  },
};
