import { countOf } from "./format";

const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** "5 minutes", "16 hours", "3 days": the largest unit alone, as one says it. */
export function formatDuration(seconds: number): string {
  for (const [unit, size] of UNITS) {
    if (seconds >= size) {
      return countOf(Math.floor(seconds / size), unit);
    }
  }
  return "less than a minute";
}
