import type { Seniority } from "@/shared/api/generated/types.gen";

/** Levels that compare across companies, whatever each calls its own. */
export const SENIORITIES: readonly { value: Seniority; label: string }[] = [
  { value: "entry", label: "Entry" },
  { value: "mid", label: "Mid" },
  { value: "senior", label: "Senior" },
  { value: "staff", label: "Staff" },
];
