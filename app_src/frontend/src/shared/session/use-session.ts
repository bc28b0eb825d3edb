import { useSyncExternalStore } from "react";
import type { Profile } from "@/shared/api/generated/types.gen";
import { browserZone } from "@/shared/lib/time";
import { getSession, type Session, subscribe } from "./store";

const UNKNOWN: Session = { status: "unknown" };

export function useSession(): Session {
  return useSyncExternalStore(subscribe, getSession, () => UNKNOWN);
}

/** Who is signed in; only below RequireSession, which sees to it that somebody is. */
export function useUser(): Profile {
  const session = useSession();
  if (session.status !== "signed-in") {
    throw new Error("useUser is for pages behind RequireSession");
  }
  return session.user;
}

/** The plan this person named when they registered and has not bought yet. */
export function useIntendedPlan(): string | null {
  const session = useSession();
  return session.status === "signed-in" ? session.intendedPlan : null;
}

/** The zone in which times are shown: the account's, for visitors the browser's. */
export function useZone(): string {
  const session = useSession();
  return session.status === "signed-in" ? session.user.time_zone : browserZone();
}
