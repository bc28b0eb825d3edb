import { useEffect, useRef } from "react";
import { formatUntil } from "@/shared/lib/until";
import { useNow } from "@/shared/lib/use-now";

interface CountdownProps {
  until: string;
  /** Called once when the time is over, to load what is the case then. */
  onOver?: () => void;
  /** Stands in its place when the time is over. */
  over?: string;
}

/** The time that is left, as it runs. Not announced: it would never be quiet. */
export function Countdown({ until, onOver, over = "time is over" }: CountdownProps) {
  const now = useNow(1_000);
  const left = Date.parse(until) - now;
  const told = useRef(false);
  useEffect(() => {
    if (left <= 0 && !told.current) {
      told.current = true;
      onOver?.();
    }
  }, [left, onOver]);
  return (
    <span role="timer" aria-live="off" className="font-semibold tabular-nums">
      {left > 0 ? formatUntil(left) : over}
    </span>
  );
}
