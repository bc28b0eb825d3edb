import { formatDuration } from "@/shared/lib/duration";
import type { BadgeTone } from "@/shared/ui/badge";

const HOUR = 3_600;
const STEPS: readonly (readonly [hours: number, tone: BadgeTone, word: string])[] = [
  [48, "danger", "far too long"],
  [24, "danger", "too long"],
  [4, "warning", "getting late"],
  [0, "success", "fresh"],
];

/** How long a booking has waited for a mentor, in words and a colour: "16 hours, getting late". */
export function ageOf(seconds: number): { text: string; tone: BadgeTone } {
  const [, tone, word] = STEPS.find(([hours]) => seconds >= hours * HOUR) ?? [
    0,
    "success",
    "fresh",
  ];
  return { text: `${formatDuration(seconds)}, ${word}`, tone: tone as BadgeTone };
}
