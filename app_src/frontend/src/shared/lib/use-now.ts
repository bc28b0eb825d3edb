import { useEffect, useState } from "react";

/** The time in milliseconds, renewed every `intervalMs`: for countdowns and links that open near their time. */
export function useNow(intervalMs: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), intervalMs);
    return () => clearInterval(timer);
  }, [intervalMs]);
  return now;
}
