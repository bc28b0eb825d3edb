import { useInfiniteQuery } from "@tanstack/react-query";
import { CalendarCheck, CalendarClock, History } from "lucide-react";
import { useNow } from "@/shared/lib/use-now";
import { ButtonLink } from "@/shared/ui/button";
import { FilterBar, useFilter } from "@/shared/ui/filter-bar";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { Notice } from "@/shared/ui/notice";
import { PagedList } from "@/shared/ui/paged-list";
import { MockRow } from "./mock-row";
import { type MockListView, mocksQuery } from "./queries";

const VIEWS = [
  { value: "", label: "Upcoming" },
  { value: "due", label: "Feedback due" },
  { value: "over", label: "Past" },
] as const;

const EMPTY = {
  upcoming: (
    <Notice
      icon={CalendarClock}
      title="No mock is planned"
      action={<ButtonLink to="/mentor/availability">Look at your availability</ButtonLink>}
    >
      <p>
        When a mentee's booking is assigned to you, you get a mail and it appears here. More open
        hours make that likelier.
      </p>
    </Notice>
  ),
  due: (
    <Notice icon={CalendarCheck} title="All feedback is given">
      <p>Once your next mock has begun, its feedback form waits here.</p>
    </Notice>
  ),
  over: (
    <Notice icon={History} title="Nothing here yet">
      <p>Mocks you have given, with their feedback and ratings, will be listed here.</p>
    </Notice>
  ),
} as const;

/** The mocks one gives, in three views kept in the address. */
export function MockList() {
  const [show, setShow] = useFilter("show");
  const view: MockListView = show === "due" || show === "over" ? show : "upcoming";
  const query = useInfiniteQuery(mocksQuery(view));
  const now = useNow(30_000);
  return (
    <>
      <FilterBar
        label="Which mocks"
        options={VIEWS}
        value={view === "upcoming" ? "" : view}
        onChange={setShow}
      />
      <PagedList
        query={query}
        subject="your mocks"
        skeleton={<ListSkeleton rows={5} height="h-26" />}
        empty={EMPTY[view]}
      >
        {(mocks) => (
          <ul className="grid gap-3">
            {mocks.map((mock) => (
              <li key={mock.id}>
                <MockRow
                  mock={mock}
                  now={now}
                  {...(view === "due" ? { to: `/mentor/mocks/${mock.id}/feedback` } : {})}
                />
              </li>
            ))}
          </ul>
        )}
      </PagedList>
    </>
  );
}
