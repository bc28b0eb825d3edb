import { Skeleton } from "./skeleton";

/** In the place of a list to come: rows as high as `height` says. */
export function ListSkeleton({ rows = 4, height = "h-20" }: { rows?: number; height?: string }) {
  return (
    <div className="grid gap-3">
      {Array.from({ length: rows }, (_, row) => row).map((row) => (
        <Skeleton key={row} className={`w-full ${height}`} />
      ))}
    </div>
  );
}
