import { Timer } from "lucide-react";
import type { ReactNode } from "react";
import { onOwnClock } from "@/shared/lib/server-clock";
import { useNow } from "@/shared/lib/use-now";
import { Countdown } from "@/shared/ui/countdown";

const SOON_MS = 2 * 60_000;

interface HoldNoticeProps {
  until: string;
  /** As it reads before the time left: "Your times are kept for you". */
  children: ReactNode;
  onOver: () => void;
}

/** How long the times are still kept. The countdown itself is silent; that it ends soon is said once. */
export function HoldNotice({ until, children, onOver }: HoldNoticeProps) {
  const ends = onOwnClock(until);
  const soon = Date.parse(ends) - useNow(5_000) <= SOON_MS;
  return (
    <div
      className={`sticky top-16 z-20 mb-6 flex items-center gap-3 rounded-control border px-4 py-2.5 ${soon ? "border-transparent bg-accent-soft text-on-accent-soft" : "border-line bg-surface"}`}
    >
      <Timer aria-hidden className={`size-5 shrink-0 ${soon ? "" : "text-brand"}`} />
      <p className="min-w-0">
        {children} <Countdown until={ends} onOver={onOver} over="Time is over" />
      </p>
      <p role="status" className="sr-only">
        {soon ? "Less than two minutes left" : ""}
      </p>
    </div>
  );
}
