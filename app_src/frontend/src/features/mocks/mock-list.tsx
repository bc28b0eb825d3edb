import { useInfiniteQuery } from "@tanstack/react-query";
import { BookOpenCheck, CalendarPlus } from "lucide-react";
import type { MockView } from "@/shared/api/generated/types.gen";
import { ButtonLink } from "@/shared/ui/button";
import { FilterBar, useFilter } from "@/shared/ui/filter-bar";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { Notice } from "@/shared/ui/notice";
import { PagedList } from "@/shared/ui/paged-list";
import { MockRow } from "./mock-row";
import { latestQuery, upcomingQuery } from "./queries";

const VIEWS = [
  { value: "", label: "Upcoming" },
  { value: "past", label: "Past" },
];

function NothingUpcoming() {
  return (
    <Notice
      icon={CalendarPlus}
      title="No mock is coming up"
      action={<ButtonLink to="/mentee/book">Book a mock</ButtonLink>}
    >
      <p>A booking appears here as soon as a mentor is found and the time is settled.</p>
    </Notice>
  );
}

function NothingPast() {
  return (
    <Notice icon={BookOpenCheck} title="No mock has taken place yet">
      <p>After each mock you find the feedback of your mentor here, for as long as you like.</p>
    </Notice>
  );
}

// Somebody has to say how a mock ended; until then it is scheduled although its time is over.
const isPast = (mock: MockView) =>
  mock.state !== "scheduled" || Date.parse(mock.end_at) <= Date.now();

function Rows({ mocks, empty }: { mocks: readonly MockView[]; empty: React.ReactNode }) {
  return mocks.length === 0 ? (
    empty
  ) : (
    <ul className="grid gap-3">
      {mocks.map((mock) => (
        <li key={mock.id}>
          <MockRow mock={mock} />
        </li>
      ))}
    </ul>
  );
}

/** One's mocks: what is to come, or what has been (?view=past). */
export function MockList() {
  const [view, setView] = useFilter("view");
  const past = view === "past";
  const upcoming = useInfiniteQuery({ ...upcomingQuery, enabled: !past });
  const latest = useInfiniteQuery({ ...latestQuery, enabled: past });
  const empty = past ? <NothingPast /> : <NothingUpcoming />;
  return (
    <>
      <FilterBar
        label="Which mocks"
        options={VIEWS}
        value={past ? "past" : ""}
        onChange={setView}
      />
      <PagedList
        key={view}
        query={past ? latest : upcoming}
        subject="your mocks"
        skeleton={<ListSkeleton height="h-32" />}
        empty={empty}
      >
        {(mocks) => (
          <Rows
            mocks={mocks.filter((mock) => isPast(mock) === past)}
            empty={(past ? latest : upcoming).hasNextPage ? null : empty}
          />
        )}
      </PagedList>
    </>
  );
}
