import type { RoleTrack } from "@/shared/api/generated/types.gen";
import { Skeleton } from "@/shared/ui/skeleton";
import { SENIORITIES } from "./seniority";

const LABELS = new Map(SENIORITIES.map(({ value, label }) => [value, label]));

/** "L4 · Software Engineer III": the level stands before the dot. */
function Title({ title }: { title: string }) {
  const [level, ...rest] = title.split(" · ");
  return (
    <>
      <span className="font-display font-semibold text-lg">{level}</span>
      {rest.length > 0 ? <span className="block text-ink-muted">{rest.join(" · ")}</span> : null}
    </>
  );
}

const GRID = "grid gap-3 sm:grid-cols-2 lg:grid-cols-4";

/** Most ladders have four rungs. */
export function TrackListSkeleton() {
  return (
    <div className={GRID}>
      {["one", "two", "three", "four"].map((rung) => (
        <Skeleton key={rung} className="h-23" />
      ))}
    </div>
  );
}

/** The ladder of one company, from the most junior track to the most senior. */
export function TrackList({ name, tracks }: { name: string; tracks: readonly RoleTrack[] }) {
  if (tracks.length === 0) {
    return <p className="text-ink-muted">The tracks of {name} are being put together.</p>;
  }
  return (
    <ol aria-label={`Tracks at ${name}`} className={GRID}>
      {tracks.map(({ code, title, seniority }) => (
        <li
          key={code}
          className="flex items-start justify-between gap-3 rounded-card border border-line bg-surface p-5"
        >
          <p>
            <Title title={title} />
          </p>
          <span className="shrink-0 rounded-full bg-sunken px-2.5 py-0.5 text-ink-muted text-sm">
            {LABELS.get(seniority) ?? seniority}
          </span>
        </li>
      ))}
    </ol>
  );
}
