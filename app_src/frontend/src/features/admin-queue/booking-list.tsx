import { useInfiniteQuery } from "@tanstack/react-query";
import { Inbox, SearchX } from "lucide-react";
import { RowLink, useTypeName } from "@/shared/admin/names";
import { StateBadge } from "@/shared/admin/state-badge";
import { BOOKING_STATES, knownState } from "@/shared/admin/states";
import type { AdminBookingSummary } from "@/shared/api/generated/types.gen";
import { firmTimes, formatDay, formatRelative, formatTime, zoneName } from "@/shared/lib/time";
import { useNow } from "@/shared/lib/use-now";
import { useZone } from "@/shared/session/use-session";
import { Badge } from "@/shared/ui/badge";
import { Button } from "@/shared/ui/button";
import { useFilter } from "@/shared/ui/filter-bar";
import { Filters } from "@/shared/ui/filter-search";
import { FilterSelect } from "@/shared/ui/filter-select";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { Notice } from "@/shared/ui/notice";
import { PagedList } from "@/shared/ui/paged-list";
import { type Column, Table } from "@/shared/ui/table";
import { ageOf } from "./ageing";
import { bookingsQuery } from "./queries";
import { QueueFigures } from "./queue-figures";
import { ORDERS, STATE_GROUPS } from "./state-groups";

function useColumns(isQueue: boolean): Column<AdminBookingSummary>[] {
  const zone = useZone();
  const typeName = useTypeName();
  const now = useNow(60_000);
  const since = (booking: AdminBookingSummary) => {
    if (booking.state !== "pending_admin") {
      return formatRelative(booking.state_since, now);
    }
    const age = ageOf(Math.max(0, (now - Date.parse(booking.state_since)) / 1_000));
    return <Badge tone={age.tone}>{age.text}</Badge>;
  };
  const when = ({ slot, preferred_slots: preferred }: AdminBookingSummary) => {
    const first = slot ?? preferred[0];
    if (!first) {
      return "No times yet";
    }
    const more = slot ? 0 : preferred.length - 1;
    return (
      <>
        {formatDay(first.start_at, zone)}
        <span className="block">
          {firmTimes(
            `${formatTime(first.start_at, zone)} – ${formatTime(first.end_at, zone)} ${zoneName(zone, first.start_at)}`,
          )}
        </span>
        {more > 0 ? (
          <span className="block text-ink-muted text-sm">or {more} more they would take</span>
        ) : null}
      </>
    );
  };
  return [
    {
      header: "Booking",
      cell: (booking) => (
        <RowLink to={`/admin/bookings/${booking.id}`}>
          <span className="whitespace-nowrap">{booking.reference}</span>
        </RowLink>
      ),
    },
    {
      header: "Mentee",
      cell: ({ mentee }) => mentee?.name ?? <span className="text-ink-muted">Deleted account</span>,
    },
    {
      header: "For",
      cell: ({ company, track, interview_type: type }) => (
        <>
          {company.name}
          {track ? `, ${track.title}` : ""}
          <span className="block text-ink-muted text-sm">{typeName(type)}</span>
        </>
      ),
    },
    { header: "Time", cell: when },
    { header: isQueue ? "Waiting" : "In this state since", cell: since },
    {
      header: "State",
      cell: ({ state }) => <StateBadge states={BOOKING_STATES} state={state} />,
    },
  ];
}

/** The queue, and every other view of all bookings; which one stands in the address. */
export function BookingList() {
  const [chosen, chooseState] = useFilter("state");
  const [order, chooseOrder] = useFilter("order");
  const shown = chosen === "" ? "pending_admin" : chosen;
  const state = knownState(BOOKING_STATES, shown);
  const isQueue = state === "pending_admin";
  const columns = useColumns(isQueue);
  const direction =
    order === "newest" || (order === "" && state === undefined) ? "newest" : "oldest";
  const query = useInfiniteQuery(bookingsQuery(state, direction));
  const ageing = query.data?.pages[0]?.ageing;
  return (
    <>
      {query.isLoading || ageing ? <QueueFigures ageing={ageing} /> : null}
      <Filters>
        <FilterSelect
          label="Show"
          options={STATE_GROUPS}
          value={state ?? "all"}
          onChange={(value) => chooseState(value === "pending_admin" ? "" : value)}
        />
        <FilterSelect label="Order" options={ORDERS} value={direction} onChange={chooseOrder} />
      </Filters>
      <PagedList
        query={query}
        subject="the bookings"
        skeleton={<ListSkeleton rows={6} height="h-14" />}
        empty={
          isQueue ? (
            <Notice icon={Inbox} title="Nobody is waiting">
              <p>Every paid booking has a mentor. New ones appear here, the oldest first.</p>
            </Notice>
          ) : (
            <Notice
              icon={SearchX}
              title="No booking is in this state"
              action={<Button onClick={() => chooseState("all")}>Show all bookings</Button>}
            >
              <p>Choose another state above.</p>
            </Notice>
          )
        }
      >
        {(bookings) => (
          <Table
            caption="Bookings"
            columns={isQueue ? columns.slice(0, -1) : columns}
            rows={bookings}
            keyOf={({ id }) => id}
          />
        )}
      </PagedList>
    </>
  );
}
