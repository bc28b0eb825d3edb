/** Why a mentor cannot take a slot, in the API's words for it. */
const PROBLEMS: Readonly<Record<string, string>> = {
  inactive: "Not active",
  too_soon: "Past, or sooner than their notice",
  away: "Away that day",
  outside_hours: "Outside their hours",
  day_full: "Their day is full",
  mentor_busy: "Has another mock then",
  started: "Has begun already",
};

export function problemText(problem: string | null): string {
  return problem === null ? "Not available" : (PROBLEMS[problem] ?? "Not available");
}

const REFUSALS: Readonly<Record<string, (mentor: string) => string>> = {
  mentor_busy: (mentor) => `${mentor} was given another mock at that time a moment ago.`,
  mentor_day_full: (mentor) => `${mentor} has as many mocks that day as they take by now.`,
  mentor_unavailable: (mentor) => `${mentor} is not available at that time any more.`,
  no_link_free: () => "Every meeting link is taken at that time by now. Add one to the pool.",
  slot_not_preferred: () => "The mentee has chosen other times meanwhile.",
  slot_too_soon: () => "That time has begun.",
};

/** What an assignment was refused with, and what to do now; undefined for what is no matter of mentors and times. */
export function refusalText(code: string | undefined, mentor: string): string | undefined {
  const found = code === undefined ? undefined : REFUSALS[code];
  return (
    found && `${found(mentor)} The list below is up to date: choose somebody else or another time.`
  );
}
