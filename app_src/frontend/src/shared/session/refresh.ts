import { toApiError } from "@/shared/api/errors";
import { createClient } from "@/shared/api/generated/client";
import { refreshSession } from "@/shared/api/generated/sdk.gen";
import {
  enter,
  followOtherTabs,
  getAccessToken,
  getSession,
  leave,
  mayHaveSession,
  stayUnknown,
} from "./store";

// A request that starts now should still be valid when it arrives.
const MARGIN_MS = 15_000;
const LOCK = "codementee.refresh";

const bareClient = createClient({
  baseUrl: typeof window === "undefined" ? "" : window.location.origin,
  fetch: (request) => globalThis.fetch(request),
});

let running: Promise<boolean> | undefined;

async function askForToken(): Promise<boolean> {
  const { data, error, response } = await refreshSession({ client: bareClient });
  if (data) {
    enter(data);
    return true;
  }
  if (response?.status === 401) {
    leave();
    return false;
  }
  throw toApiError(error, response);
}

/** Tabs take turns: each use replaces the cookie, and a cookie used twice looks stolen. */
function inTurn(work: () => Promise<boolean>): Promise<boolean> {
  return "locks" in navigator ? navigator.locks.request(LOCK, work) : work();
}

/** A new access token with the refresh cookie: false when there is no session any more; throws an ApiError when unknown. */
export function refresh(): Promise<boolean> {
  running ??= inTurn(askForToken).finally(() => {
    running = undefined;
  });
  return running;
}

/** The access token to send now, renewed when it is about to expire; undefined for anonymous visitors. */
export async function currentToken(): Promise<string | undefined> {
  const token = getAccessToken();
  if (!token) {
    return undefined;
  }
  if (token.expiresAtMs - performance.now() < MARGIN_MS) {
    await refresh();
  }
  return getAccessToken()?.value;
}

/** At the start of the page, and when a failed start is tried again: finds out who is here. */
export async function restoreSession(): Promise<void> {
  if (!mayHaveSession()) {
    leave();
    return;
  }
  try {
    await refresh();
  } catch (failure) {
    stayUnknown(failure);
  }
}

/** A start that failed for want of a connection is tried again with it. */
function retryOnceConnected(): void {
  window.addEventListener("online", () => {
    if (getSession().status === "unknown") {
      void restoreSession();
    }
  });
}

/** A page taken out of the browser's memory (Back) heard nothing of what other tabs did meanwhile. */
function checkWhenBack(): void {
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted && (getSession().status === "signed-in") !== mayHaveSession()) {
      void restoreSession();
    }
  });
}

export function startSession(): void {
  followOtherTabs(() => void restoreSession());
  retryOnceConnected();
  checkWhenBack();
  void restoreSession();
}
