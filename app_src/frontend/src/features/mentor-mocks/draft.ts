import type { FeedbackValues } from "./feedback-values";

// Of one person and one mock, in this tab only: gone when it is closed, and nobody else's at the same browser.
const keyOf = (mentorId: string, mockId: string) => `codementee.feedback.${mentorId}.${mockId}`;

const text = (value: unknown) => (typeof value === "string" ? value : "");

export function isBlank(values: FeedbackValues): boolean {
  return (
    values.scores.every(({ score, comment }) => !score && !comment) &&
    !values.strengths &&
    !values.improvements &&
    !values.recommendation
  );
}

export interface Draft {
  /** What was typed earlier, on the rubric as it is now; undefined when there is nothing. */
  load: (blank: FeedbackValues) => FeedbackValues | undefined;
  save: (values: FeedbackValues) => void;
  forget: () => void;
}

export function draftOf(mentorId: string, mockId: string): Draft {
  const key = keyOf(mentorId, mockId);
  const forget = () => {
    try {
      sessionStorage.removeItem(key);
    } catch {
      // Storage refused: there was no draft either.
    }
  };
  return {
    forget,
    load(blank) {
      try {
        const kept = JSON.parse(sessionStorage.getItem(key) ?? "null") as Partial<FeedbackValues>;
        if (!kept || !Array.isArray(kept.scores)) {
          return undefined;
        }
        const values = {
          scores: blank.scores.map(({ code }) => {
            const given = kept.scores?.find((score) => score?.code === code);
            return { code, score: text(given?.score), comment: text(given?.comment) };
          }),
          strengths: text(kept.strengths),
          improvements: text(kept.improvements),
          recommendation: text(kept.recommendation),
        };
        return isBlank(values) ? undefined : values;
      } catch {
        return undefined;
      }
    },
    save(values) {
      if (isBlank(values)) {
        forget();
        return;
      }
      try {
        sessionStorage.setItem(key, JSON.stringify(values));
      } catch {
        // Storage full or refused: what is typed lasts as long as the page.
      }
    },
  };
}
