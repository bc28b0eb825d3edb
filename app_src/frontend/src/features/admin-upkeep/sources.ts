import type { Defect } from "@/shared/api/generated/types.gen";
import type { Source } from "./queries";

export const SOURCES: Readonly<Record<Source, string>> = {
  api: "The API",
  worker: "The worker",
  client: "Somebody's browser",
};

const DAY_MS = 86_400_000;

/** Seen for the first time within the last day. */
export const isNew = ({ first_seen: at }: Pick<Defect, "first_seen">, now: number) =>
  now - Date.parse(at) < DAY_MS;

export const isRecent = ({ last_seen: at }: Pick<Defect, "last_seen">, now: number) =>
  now - Date.parse(at) < DAY_MS;
