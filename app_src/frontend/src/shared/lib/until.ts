import { countOf } from "@/shared/lib/format";
import { formatCountdown } from "@/shared/lib/time";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long until something: "2 days 4 hours", "3 hours 20 minutes", "42 minutes", and below a quarter "4:09". */
export function formatUntil(ms: number): string {
  const days = Math.floor(ms / DAY);
  const hours = Math.floor((ms % DAY) / HOUR);
  const minutes = Math.floor((ms % HOUR) / MINUTE);
  if (days > 0) {
    return [countOf(days, "day"), hours > 0 ? countOf(hours, "hour") : ""].join(" ").trim();
  }
  if (hours > 0) {
    return [countOf(hours, "hour"), minutes > 0 ? countOf(minutes, "minute") : ""].join(" ").trim();
  }
  return ms >= 15 * MINUTE ? countOf(minutes, "minute") : formatCountdown(ms);
}
