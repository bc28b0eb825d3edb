import type { ItemProgress, Progress } from "@/shared/api/generated/types.gen";

/** A rubric item with the interview type it belongs to. */
export interface Point {
  type: string;
  item: ItemProgress;
}

/** Every rubric item, the weakest of late first; at equal scores the one with the lower average. */
export function weakestFirst(progress: Progress): Point[] {
  return progress.types
    .flatMap(({ interview_type, items }) => items.map((item) => ({ type: interview_type, item })))
    .sort((a, b) => a.item.latest - b.item.latest || a.item.average - b.item.average);
}

/** What the level asks for; below it there is something to do. */
export const AT_LEVEL = 3;

/** "3.75", "4" */
export function scoreText(score: number): string {
  return String(Math.round(score * 100) / 100);
}

/** "0.5 better than the first", in words for those who do not see an arrow. */
export function changeInWords(change: number): string {
  if (change === 0) {
    return "as in the first";
  }
  return `${scoreText(Math.abs(change))} ${change > 0 ? "better" : "lower"} than in the first`;
}
