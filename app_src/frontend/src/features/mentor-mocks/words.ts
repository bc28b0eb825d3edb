import type { HistoryEntry } from "@/shared/api/generated/types.gen";

const BY: Readonly<Record<string, string>> = {
  mentor: "you",
  mentee: "the mentee",
  admin: "Codementee",
  system: "Codementee",
};

/** What an entry of a mock's history says to its mentor. */
export function happened({ state, actor }: HistoryEntry): string {
  switch (state) {
    case "confirmed":
      return "Agreed, and assigned to you";
    case "completed":
      return actor === "mentor" ? "Completed with your feedback" : "Completed";
    case "cancelled_by_mentee":
      return "Cancelled by the mentee";
    case "cancelled_by_mentor":
      return "Cancelled by you";
    case "cancelled_by_admin":
      return "Cancelled by Codementee";
    case "no_show_mentee":
      return `Noted by ${BY[actor] ?? actor}: the mentee did not come`;
    case "no_show_mentor":
      return `Noted by ${BY[actor] ?? actor}: you did not come`;
    default:
      return state.replaceAll("_", " ");
  }
}
