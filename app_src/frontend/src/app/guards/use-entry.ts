import { useLocation } from "react-router";
import { useHydrated } from "@/shared/lib/use-hydrated";
import { safeNext } from "./safe-next";

const PLAN = /^[a-z0-9-]{1,40}$/;

/** What the addresses of /login and /register say: the plan somebody means to buy, and where they go afterwards. */
export function readEntry(search: string) {
  const parameters = new URLSearchParams(search);
  const named = parameters.get("plan");
  const plan = named !== null && PLAN.test(named) ? named : undefined;
  const next = parameters.get("next");
  return {
    plan,
    /** Whether some page asked for signing in first. */
    sentHere: next !== null,
    next: safeNext(search, plan === undefined ? "/dashboard" : `/mentee/book?plan=${plan}`),
    /** The same wish at the other one of the two pages. */
    query: next === null && plan === undefined ? "" : search,
  };
}

/** A name typed on the page before comes along in the history, never in the address. */
function emailOf(state: unknown): string {
  const found = (state as { email?: unknown } | null)?.email;
  return typeof found === "string" ? found : "";
}

export function useEntry() {
  const { search, state } = useLocation();
  // The prerendered file is the same whatever stands behind the question mark.
  const hydrated = useHydrated();
  return { ...readEntry(hydrated ? search : ""), email: hydrated ? emailOf(state) : "" };
}
