import { Globe } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useWatch } from "react-hook-form";
import { formatTime } from "@/shared/lib/time";
import { useHydrated } from "@/shared/lib/use-hydrated";
import { Skeleton } from "@/shared/ui/skeleton";

// Few people change what their device says: the list is loaded for those who do.
const TimeZoneField = lazy(() => import("@/shared/forms/time-zone-field"));

const HEIGHT = "min-h-12";

/** The zone the device is in, shown for what it means; it opens for a change. */
export function TimeZoneLine() {
  const zone: string = useWatch({ name: "time_zone" });
  const [changing, setChanging] = useState(false);
  // The prerendered file cannot know where it will be read.
  if (!useHydrated()) {
    return <div className={HEIGHT} />;
  }
  if (changing) {
    return (
      <Suspense fallback={<Skeleton className="h-24 w-full" />}>
        <TimeZoneField name="time_zone" label="Time zone" />
      </Suspense>
    );
  }
  return (
    <div className={`${HEIGHT} flex items-center gap-2.5 text-ink-muted`}>
      <Globe aria-hidden className="size-5 shrink-0" />
      <p className="min-w-0 grow">
        Times in <span className="text-ink">{zone.replaceAll("_", " ")}</span>, where it is{" "}
        {formatTime(new Date().toISOString(), zone)}
      </p>
      <button
        type="button"
        onClick={() => setChanging(true)}
        className="min-h-11 font-semibold text-brand hover:underline"
      >
        Change <span className="sr-only">time zone</span>
      </button>
    </div>
  );
}
