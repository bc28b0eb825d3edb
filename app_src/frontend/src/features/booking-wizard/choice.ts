/** Why chosen times could not be had, as the API calls it. */
export const LOSSES = [
  "slot_taken",
  "slot_unavailable",
  "slot_too_soon",
  "slot_incompatible",
  "mentee_busy",
] as const;
export type Loss = (typeof LOSSES)[number];

/** What the page knows and the API does not, or not yet. */
export interface Choice {
  /** Ids of slots, the most wanted first. */
  selected: readonly string[];
  /** The last loss: how many of the chosen times are gone, and why; 0 when it is not known which. */
  lost?: { count: number; why: Loss };
  /** The API said that the hold is over, though the booking as it was loaded last does not say so yet. */
  over: boolean;
}

export type ChoiceEvent =
  | { type: "chosen"; ids: readonly string[] }
  | { type: "lost"; ids: readonly string[]; why: Loss }
  | { type: "settled" }
  | { type: "over" };

export const NOTHING_CHOSEN: Choice = { selected: [], over: false };

export function choose(choice: Choice, event: ChoiceEvent): Choice {
  switch (event.type) {
    case "chosen":
      return { selected: event.ids, over: choice.over };
    case "lost": {
      const left = choice.selected.filter((id) => !event.ids.includes(id));
      const count = choice.selected.length - left.length;
      return { ...choice, selected: left, lost: { count, why: event.why } };
    }
    case "settled":
      return { selected: choice.selected, over: choice.over };
    case "over":
      return { ...choice, over: true };
  }
}
