import { useQuery } from "@tanstack/react-query";
import type { InterviewType } from "@/shared/api/generated/types.gen";
import { interviewTypesQuery } from "@/shared/api/interview-types";

export type TypeFacts = Pick<
  InterviewType,
  "code" | "name" | "minimum_minutes" | "maximum_minutes"
>;

// What stands in the prerendered pages, and when the catalogue cannot be read; the catalogue's own figures replace it.
const USUAL: readonly TypeFacts[] = [
  { code: "coding", name: "Coding", minimum_minutes: 60, maximum_minutes: 90 },
  { code: "system-design", name: "System design", minimum_minutes: 45, maximum_minutes: 60 },
  { code: "behavioural", name: "Behavioural", minimum_minutes: 30, maximum_minutes: 45 },
  { code: "hr", name: "HR", minimum_minutes: 30, maximum_minutes: 45 },
];

const ABOUT: Readonly<Record<string, string>> = {
  coding: "Data structures and algorithms, solved aloud, from first question to tests.",
  "system-design": "Requirements, estimates and trade-offs for a service at scale.",
  behavioural: "Your own stories, told so that they show judgement.",
  hr: "Motivation, expectations and the questions you should ask.",
};

const place = (code: string) => {
  const index = USUAL.findIndex((type) => type.code === code);
  return index < 0 ? USUAL.length : index;
};

/** From the longest interview to the shortest, ours first; the catalogue's order is alphabetical. */
export function inOrder<Type extends TypeFacts>(types: readonly Type[]): Type[] {
  return types.toSorted((a, b) => place(a.code) - place(b.code) || a.code.localeCompare(b.code));
}

export function useTypeFacts(): readonly TypeFacts[] {
  const { data } = useQuery(interviewTypesQuery);
  return data && data.length > 0 ? inOrder(data) : USUAL;
}

export function aboutType(code: string): string | undefined {
  return ABOUT[code];
}

export function minutesOf({ minimum_minutes: from, maximum_minutes: to }: TypeFacts): {
  text: string;
  spoken: string;
} {
  return from === to
    ? { text: `${from} min`, spoken: `${from} minutes` }
    : { text: `${from}–${to} min`, spoken: `${from} to ${to} minutes` };
}
