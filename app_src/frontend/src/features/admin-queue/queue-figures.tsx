import type { QueueAgeing } from "@/shared/api/generated/types.gen";
import { formatDuration } from "@/shared/lib/duration";
import { Skeleton } from "@/shared/ui/skeleton";
import { Stat, Stats } from "@/shared/ui/stat";

// The API counts up to here.
const MOST = 1_000;
const counted = (count: number) => (count >= MOST ? `${MOST.toLocaleString("en-IN")}+` : count);

function longest({ oldest_waiting_seconds: oldest }: QueueAgeing): string {
  return oldest === null ? "Nobody waits" : `Longest: ${formatDuration(oldest)}`;
}

/** How many wait for a mentor, and for how long; as high before that is known. */
export function QueueFigures({ ageing }: { ageing: QueueAgeing | undefined }) {
  const count = (of: Exclude<keyof QueueAgeing, `oldest_${string}`>) =>
    ageing ? counted(ageing[of]) : <Skeleton className="h-[1lh] w-10" />;
  return (
    <div className="mb-7" aria-busy={!ageing}>
      <Stats>
        <Stat
          label="Waiting for a mentor"
          value={count("waiting")}
          note={ageing ? longest(ageing) : "Longest: …"}
        />
        <Stat label="Over 4 hours" value={count("over_4_hours")} note="Getting late" />
        <Stat label="Over 24 hours" value={count("over_24_hours")} note="Too long" />
        <Stat label="Over 48 hours" value={count("over_48_hours")} note="Far too long" />
      </Stats>
    </div>
  );
}
