import type { Profile, SignedIn } from "@/shared/api/generated/types.gen";

export type Session =
  | { status: "unknown"; failure?: unknown }
  | {
      status: "anonymous";
      /** Where somebody who has just left on purpose goes, instead of being asked to log in again. */
      goTo?: string;
    }
  | {
      status: "signed-in";
      user: Profile;
      /** The plan named at registration and not bought yet. */
      intendedPlan: string | null;
    };

interface AccessToken {
  value: string;
  /** By this page's own monotonic clock: the visitor's wall clock may be wrong. */
  expiresAtMs: number;
}

// Also read before the first paint, to show the right half of the header (scripts/first-paint.js).
const HINT_KEY = "codementee.signed-in";
const CHANNEL = "codementee.session";

let session: Session = { status: "unknown" };
// In memory only: what a script cannot find in storage, an injected one cannot carry away.
let accessToken: AccessToken | undefined;
const listeners = new Set<() => void>();
// Not while prerendering: an open channel would keep the build alive.
const channel = typeof window === "undefined" ? undefined : new BroadcastChannel(CHANNEL);

function set(next: Session): void {
  session = next;
  if (typeof document !== "undefined" && next.status !== "unknown") {
    document.documentElement.toggleAttribute("data-signed-in", next.status === "signed-in");
  }
  for (const listener of listeners) {
    listener();
  }
}

function rememberHint(signedIn: boolean): void {
  try {
    if (signedIn) {
      localStorage.setItem(HINT_KEY, "1");
    } else {
      localStorage.removeItem(HINT_KEY);
    }
  } catch {
    // Storage refused: every load then asks the API once.
  }
}

/** Whether this browser has had a session; asking the API for one that never was would be a refusal in the console. */
export function mayHaveSession(): boolean {
  try {
    return localStorage.getItem(HINT_KEY) === "1";
  } catch {
    return true;
  }
}

export function getSession(): Session {
  return session;
}

export function getAccessToken(): AccessToken | undefined {
  return accessToken;
}

export function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What registering, signing in and refreshing answer with. */
export function enter(answer: SignedIn): void {
  const wasSignedIn = session.status === "signed-in";
  accessToken = {
    value: answer.access_token,
    expiresAtMs: performance.now() + answer.expires_in * 1_000,
  };
  rememberHint(true);
  set({ status: "signed-in", user: answer.user, intendedPlan: answer.intended_plan });
  if (!wasSignedIn) {
    channel?.postMessage("entered");
  }
}

function forget(goTo?: string): void {
  accessToken = undefined;
  set({ status: "anonymous", ...(goTo ? { goTo } : {}) });
}

/** Signed out, or the session has ended; the other tabs of this browser follow. `goTo`: it was meant, and leads there. */
export function leave(goTo?: string): void {
  rememberHint(false);
  const wasSignedIn = session.status === "signed-in";
  forget(goTo);
  if (wasSignedIn) {
    channel?.postMessage("left");
  }
}

/** The API could not be asked whether there is a session. */
export function stayUnknown(failure: unknown): void {
  if (session.status === "unknown") {
    set({ status: "unknown", failure });
  }
}

export function updateUser(user: Profile): void {
  if (session.status === "signed-in") {
    set({ ...session, user });
  }
}

/** `onEntered` is called when another tab of this browser signed in while this one was anonymous. */
export function followOtherTabs(onEntered: () => void): void {
  channel?.addEventListener("message", ({ data }) => {
    if (data === "left" && session.status === "signed-in") {
      forget();
    } else if (data === "entered" && session.status === "anonymous") {
      onEntered();
    }
  });
}
