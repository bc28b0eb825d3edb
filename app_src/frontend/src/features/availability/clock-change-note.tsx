import { formatDate } from "@/shared/lib/time";
import { Alert } from "@/shared/ui/alert";
import { nextClockChange } from "./clock";

const AHEAD_DAYS = 180;

/** Where clocks are changed: when, and what it means for hours read on them. Nothing where they are not. */
export function ClockChangeNote({ zone, now }: { zone: string; now: number }) {
  const change = nextClockChange(zone, now, AHEAD_DAYS);
  if (!change) {
    return null;
  }
  const forward = change.minutes > 0;
  const size = Math.abs(change.minutes) === 60 ? "one hour" : `${Math.abs(change.minutes)} minutes`;
  return (
    <Alert title={`Clocks go ${forward ? "forward" : "back"} on ${formatDate(change.date)}`}>
      <p>
        By {size}. Your hours follow the clock on your wall, so 10:00 am stays 10:00 am for you.
        Mocks that are agreed keep their moment.{" "}
        {forward
          ? "Hours in the time that is skipped that night do not count."
          : "Hours in the time that comes twice that night count both times."}
      </p>
    </Alert>
  );
}
