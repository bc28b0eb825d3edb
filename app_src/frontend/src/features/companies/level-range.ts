import type { RoleTrack } from "@/shared/api/generated/types.gen";

/** Tracks come from the most junior to the most senior: "SDE I to SDE III", "L3 to L6". */
export function levelRange(tracks: readonly RoleTrack[]): string {
  // "L4 · Software Engineer III": the level stands before the dot.
  const levels = tracks.map((track) => track.title.split(" · ")[0] ?? track.title);
  const [first] = levels;
  const last = levels.at(-1);
  if (!first || !last) {
    return "Tracks will follow";
  }
  return first === last ? first : `${first} to ${last}`;
}
