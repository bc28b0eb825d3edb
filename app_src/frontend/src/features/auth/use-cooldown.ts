import { useEffect, useState } from "react";
import { ApiError } from "@/shared/api/errors";

const DEFAULT_SECONDS = 30;

/** Seconds until the next attempt makes sense, after a refusal for too many of them; else 0. */
export function useCooldown(failure: unknown): number {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    if (!(failure instanceof ApiError) || failure.failure !== "rate-limited") {
      setLeft(0);
      return;
    }
    const until = Date.now() + (failure.retryAfterSeconds ?? DEFAULT_SECONDS) * 1_000;
    const tick = () => setLeft(Math.max(0, Math.ceil((until - Date.now()) / 1_000)));
    tick();
    const timer = setInterval(tick, 1_000);
    return () => clearInterval(timer);
  }, [failure]);
  return left;
}
