import { useState } from "react";
import { SlotPicker } from "@/shared/ui/slot-picker";
import type { Entry } from "./entry";

const DAY_MS = 86_400_000;

/** Tomorrow and the days after it, three times a day. */
function slotsFrom(now: number) {
  const start = Math.ceil(now / DAY_MS) * DAY_MS;
  return Array.from({ length: 12 }, (_, index) => {
    const at = start + Math.floor(index / 3) * DAY_MS + (5 + (index % 3) * 4) * 3_600_000;
    return {
      id: `slot-${index}`,
      start_at: new Date(at).toISOString(),
      end_at: new Date(at + 3_600_000).toISOString(),
      minutes: 60,
      interview_types: ["coding"],
      seats_left: index % 4 === 3 ? 0 : 1,
    };
  });
}

function Picker() {
  const [slots] = useState(() => slotsFrom(Date.now()));
  const [selected, setSelected] = useState<string[]>([]);
  return <SlotPicker slots={slots as never} selected={selected} onChange={setSelected} max={3} />;
}

export const BOOKING: readonly Entry[] = [
  {
    names: ["SlotPicker"],
    when: "Times to choose from by week and day, in the viewer's zone: booking, moving, slots again after one was lost.",
    wide: true,
    sample: <Picker />,
  },
];
