import { useQuery } from "@tanstack/react-query";
import { CalendarX2 } from "lucide-react";
import { ActiveBadge, useActiveFilter } from "@/shared/admin/active";
import { allInterviewTypesQuery } from "@/shared/admin/lookups";
import { RowLink, useTypeName } from "@/shared/admin/names";
import type { AdminSlot } from "@/shared/api/generated/types.gen";
import { dayKey, formatTime, zoneName } from "@/shared/lib/time";
import { instantOf } from "@/shared/lib/zoned";
import { useZone } from "@/shared/session/use-session";
import { ButtonLink } from "@/shared/ui/button";
import { useFilter } from "@/shared/ui/filter-bar";
import { Filters } from "@/shared/ui/filter-search";
import { FilterSelect } from "@/shared/ui/filter-select";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { Notice } from "@/shared/ui/notice";
import { QuerySection } from "@/shared/ui/query-section";
import { Skeleton } from "@/shared/ui/skeleton";
import { addDays, longDay } from "@/shared/ui/slots/calendar";
import { slotsQuery } from "./slot-queries";
import { useDay, WeekPicker, WeekStrip } from "./week-picker";

/** One line on a wide screen, two on a phone: a day may have fifty of them. */
function Row({ slot }: { slot: AdminSlot }) {
  const zone = useZone();
  const typeName = useTypeName();
  const { id, start_at, end_at, interview_types: types, capacity, seats_left: left } = slot;
  const taken = capacity - left;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 px-1 py-2 sm:grid-cols-[12rem_minmax(0,1fr)_auto] sm:px-3">
      <RowLink to={`/admin/slots/${id}`}>
        <span className="whitespace-nowrap tabular-nums">
          {formatTime(start_at, zone)} – {formatTime(end_at, zone)}
        </span>
      </RowLink>
      <span className="max-sm:order-3 max-sm:col-span-2 max-sm:text-ink-muted max-sm:text-sm">
        {types.map(typeName).join(", ")}
      </span>
      <span className="text-right tabular-nums">
        {slot.active ? null : (
          <>
            <ActiveBadge active={false} />{" "}
          </>
        )}
        <span className={taken > 0 ? "font-medium" : "text-ink-muted"}>
          {taken} of {capacity} taken
        </span>
      </span>
    </li>
  );
}

function Day({ day, slots }: { day: string; slots: readonly AdminSlot[] }) {
  const zone = useZone();
  return (
    <section aria-labelledby="slots-of-day">
      <h2 id="slots-of-day" className="mb-3 flex flex-wrap items-baseline gap-x-3">
        <span className="font-display font-semibold text-xl">{longDay(day)}</span>
        <span className="font-normal text-ink-muted text-sm">
          times in {zoneName(zone, `${day}T12:00:00Z`)}
        </span>
      </h2>
      {slots.length > 0 ? (
        <ul className="divide-y divide-line border-line border-y">
          {slots.map((slot) => (
            <Row key={slot.id} slot={slot} />
          ))}
        </ul>
      ) : (
        <Notice
          icon={CalendarX2}
          title="No slot on this day"
          action={<ButtonLink to="/admin/slots/series">Make a series</ButtonLink>}
        >
          <p>Choose another day above, other filters, or make slots.</p>
        </Notice>
      )}
    </section>
  );
}

function countsOf(slots: readonly AdminSlot[]) {
  return {
    slots: slots.length,
    taken: slots.reduce((sum, { capacity, seats_left: left }) => sum + capacity - left, 0),
  };
}

/** The slots of a day, with its week around it, in the viewer's zone. */
export function SlotList() {
  const zone = useZone();
  const picker = useDay();
  const [type, setType] = useFilter("type");
  const [active, activeFilter] = useActiveFilter();
  const { day, week } = picker;
  const midnight = (at: string) => instantOf(at, "00:00", zone) ?? `${at}T00:00:00Z`;
  const monday = week[0] ?? day;
  const query = useQuery(
    slotsQuery({ from: midnight(monday), to: midnight(addDays(monday, 7)), type, active }),
  );
  const types = useQuery(allInterviewTypesQuery).data ?? [];
  return (
    <>
      <WeekPicker picker={picker} />
      <Filters>
        <FilterSelect
          label="Interview type"
          value={type}
          onChange={setType}
          options={[
            { value: "", label: "Every type" },
            ...types.map(({ code, name }) => ({ value: code, label: name })),
          ]}
        />
        <div className="-mb-5">{activeFilter}</div>
      </Filters>
      <QuerySection
        query={query}
        subject="the slots"
        skeleton={
          <>
            <Skeleton className="mb-8 h-28 w-full" />
            <ListSkeleton rows={6} height="h-11" />
          </>
        }
      >
        {(slots) => {
          const byDay = Map.groupBy(slots, ({ start_at }) => dayKey(start_at, zone));
          const counts = new Map([...byDay].map(([key, found]) => [key, countsOf(found)]));
          return (
            <>
              <WeekStrip picker={picker} counts={counts} />
              <Day day={day} slots={byDay.get(day) ?? []} />
            </>
          );
        }}
      </QuerySection>
    </>
  );
}
