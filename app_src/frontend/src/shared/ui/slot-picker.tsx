import { CalendarX2, Globe } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { BookableSlot } from "@/shared/api/generated/types.gen";
import { dayKey, zoneName } from "@/shared/lib/time";
import { useZone } from "@/shared/session/use-session";
import { ListSkeleton } from "./list-skeleton";
import { Notice } from "./notice";
import { byDay } from "./slots/calendar";
import { Chosen } from "./slots/chosen";
import { Times } from "./slots/times";
import { WeekStrip } from "./slots/week-strip";

type KnownSlot = Pick<BookableSlot, "id" | "start_at" | "end_at">;

interface SlotPickerProps {
  /** What can be asked for; more may follow while it is shown (useBookableSlots loads page by page). */
  slots: readonly BookableSlot[];
  /** Ids, the most wanted first. */
  selected: readonly string[];
  onChange: (selected: string[]) => void;
  /** How many may be chosen; with one, another choice replaces the first. */
  max: number;
  /** Slots this very booking holds: free for the viewer however full the list says they are, and known by time. */
  own?: readonly KnownSlot[];
  /** Not all slots are there yet: a chosen one that is missing may still come. */
  loading?: boolean;
  /** In the place of the calendar when there are no slots at all: the way to the waitlist. */
  empty?: ReactNode;
}

function NoTimes() {
  return (
    <Notice icon={CalendarX2} title="No times in the next four weeks">
      <p>New times are added all the time. Please look in again soon.</p>
    </Notice>
  );
}

/** Times to choose from, by week and day in the viewer's zone. Days and times are native controls. */
export function SlotPicker({
  slots,
  selected,
  onChange,
  max,
  own = [],
  loading = false,
  empty = <NoTimes />,
}: SlotPickerProps) {
  const zone = useZone();
  const days = byDay(slots, zone);
  const ownIds = new Set(own.map(({ id }) => id));
  const known = new Map<string, KnownSlot>([...own, ...slots].map((slot) => [slot.id, slot]));
  const free = new Map(
    [...days].map(([key, list]) => [
      key,
      list.filter((slot) => slot.seats_left > 0 || ownIds.has(slot.id)).length,
    ]),
  );
  const [asked, setAsked] = useState<string>();
  const firstChosen = selected[0] ? known.get(selected[0]) : undefined;
  const chosenDay = firstChosen ? dayKey(firstChosen.start_at, zone) : undefined;
  const day =
    [asked, chosenDay].find((key) => key !== undefined && days.has(key)) ??
    [...free].find(([, seats]) => seats > 0)?.[0] ??
    [...days.keys()][0];

  if (day === undefined) {
    return loading ? <ListSkeleton rows={5} /> : empty;
  }
  const room = max === 1 || selected.length < max;
  const change = (next: string[]) => {
    // Whoever takes a time away stays on the day they are looking at.
    setAsked(day);
    onChange(next);
  };
  const toggle = (id: string) => {
    if (selected.includes(id)) {
      change(selected.filter((other) => other !== id));
    } else if (max === 1) {
      change([id]);
    } else if (room) {
      change([...selected, id]);
    }
  };
  const shown = days.get(day) ?? [];
  return (
    <div className="grid gap-5">
      <p className="flex items-start gap-2 text-ink-muted text-sm">
        <Globe aria-hidden className="mt-0.5 size-4 shrink-0" />
        <span>
          All times are in your time zone: {zone.replaceAll("_", " ")} (
          {zoneName(zone, shown[0]?.start_at ?? "")}).
        </span>
      </p>
      <WeekStrip days={free} day={day} onDay={setAsked} />
      <Times
        day={day}
        slots={shown}
        zone={zone}
        selected={selected}
        room={room}
        own={ownIds}
        max={max}
        onToggle={toggle}
      />
      <Chosen
        chosen={selected
          .filter((id) => known.has(id) || !loading)
          .map((id) => ({ id, slot: known.get(id) }))}
        zone={zone}
        max={max}
        onChange={change}
      />
    </div>
  );
}
