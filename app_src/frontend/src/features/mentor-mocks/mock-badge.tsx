import type { MockView } from "@/shared/api/generated/types.gen";
import { Badge } from "@/shared/ui/badge";
import { stageOf } from "./stage";

export function MockBadge({ mock, now }: { mock: MockView; now: number }) {
  const { text, tone } = stageOf(mock, now);
  return <Badge tone={tone}>{text}</Badge>;
}
