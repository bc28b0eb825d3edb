import type { ReactNode } from "react";

const TONES = {
  neutral: "bg-sunken text-ink-muted border-line",
  brand: "bg-brand-soft text-brand border-transparent",
  success: "bg-success-soft text-success border-transparent",
  warning: "bg-accent-soft text-on-accent-soft border-transparent",
  danger: "bg-danger-soft text-danger border-transparent",
} as const;

export type BadgeTone = keyof typeof TONES;

/** A state in a word or two; the word carries the meaning, the colour repeats it. */
export function Badge({ tone = "neutral", children }: { tone?: BadgeTone; children: ReactNode }) {
  return (
    <span
      className={`inline-flex items-center gap-1 whitespace-nowrap rounded-full border px-2.5 py-0.5 font-medium text-sm ${TONES[tone]}`}
    >
      {children}
    </span>
  );
}
