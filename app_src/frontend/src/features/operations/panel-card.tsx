import { CircleDashed } from "lucide-react";
import type { ReactNode } from "react";
import type { Missing, Panel } from "@/shared/api/generated/types.gen";
import { Badge } from "@/shared/ui/badge";
import { Card } from "@/shared/ui/card";
import { type Level, WHY } from "./read";

const TONES = { good: "success", attention: "warning", bad: "danger" } as const;
const WORDS = { good: "Good", attention: "Look at it", bad: "Act now" } as const;

export function LevelBadge({ level }: { level: Level }) {
  return <Badge tone={TONES[level]}>{WORDS[level]}</Badge>;
}

/** In the place of figures: that there are none, and why. */
export function NoData({ missing }: { missing: Missing }) {
  return (
    <p className="flex items-start gap-2.5 rounded-control bg-sunken px-4 py-3 text-ink-muted">
      <CircleDashed aria-hidden className="mt-0.5 size-5 shrink-0" />
      <span>
        <span className="font-medium text-ink">No data.</span> {WHY[missing]}
      </span>
    </p>
  );
}

interface PanelCardProps {
  title: string;
  panel: Panel | undefined;
  aside?: ReactNode;
  children: (panel: Panel) => ReactNode;
}

/** A titled panel: its figures, or honestly none. */
export function PanelCard({ title, panel, aside, children }: PanelCardProps) {
  return (
    <Card title={title} aside={aside}>
      {panel === undefined || panel.missing ? (
        <NoData missing={panel?.missing ?? "no_data"} />
      ) : (
        children(panel)
      )}
    </Card>
  );
}
