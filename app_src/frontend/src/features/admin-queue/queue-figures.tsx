import type { QueueAgeing } from "@/shared/api/generated/types.gen";
import { formatDuration } from "@/shared/lib/duration";
import { Stat, Stats } from "@/shared/ui/stat";

// The API counts up to here.
const MOST = 1_000;
const counted = (count: number) => (count >= MOST ? `${MOST.toLocaleString("en-IN")}+` : count);

/** How many wait for a mentor, and for how long. */
export function QueueFigures({ ageing }: { ageing: QueueAgeing }) {
  const oldest = ageing.oldest_waiting_seconds;
  return (
    <div className="mb-7">
      <Stats>
        <Stat
          label="Waiting for a mentor"
          value={counted(ageing.waiting)}
          note={oldest === null ? "Nobody waits" : `Longest: ${formatDuration(oldest)}`}
        />
        <Stat label="Over 4 hours" value={counted(ageing.over_4_hours)} note="Getting late" />
        <Stat label="Over 24 hours" value={counted(ageing.over_24_hours)} note="Too long" />
        <Stat label="Over 48 hours" value={counted(ageing.over_48_hours)} note="Far too long" />
      </Stats>
    </div>
  );
}
