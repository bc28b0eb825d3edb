import { useInfiniteQuery } from "@tanstack/react-query";
import { CalendarPlus, History } from "lucide-react";
import { useEffect } from "react";
import { isOpen } from "@/shared/mentee/booking-state";
import { ButtonLink } from "@/shared/ui/button";
import { FilterBar, useFilter } from "@/shared/ui/filter-bar";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { Notice } from "@/shared/ui/notice";
import { PagedList } from "@/shared/ui/paged-list";
import { BookingRow } from "./booking-row";
import { bookingsQuery } from "./queries";

const VIEWS = [
  { value: "", label: "Open" },
  { value: "past", label: "Past" },
  { value: "all", label: "All" },
];

function NoneYet() {
  return (
    <Notice
      icon={CalendarPlus}
      title="No bookings yet"
      action={<ButtonLink to="/mentee/book">Book your first mock</ButtonLink>}
    >
      <p>
        Choose a company, what you want to practise and up to three times. You pay at the very end,
        and only if you have no mock left in a plan.
      </p>
    </Notice>
  );
}

function NoneInView({ view }: { view: string }) {
  return view === "past" ? (
    <Notice icon={History} title="Nothing past yet">
      <p>Mocks that took place and bookings that were cancelled will be listed here.</p>
    </Notice>
  ) : (
    <Notice
      icon={CalendarPlus}
      title="Nothing open at the moment"
      action={<ButtonLink to="/mentee/book">Book a mock</ButtonLink>}
    >
      <p>When you book a mock, you can follow it here until it has taken place.</p>
    </Notice>
  );
}

/** One's bookings: what is open, what is past, or both (?view=). */
export function BookingList() {
  const [view, setView] = useFilter("view");
  const known = VIEWS.some(({ value }) => value === view) ? view : "";
  const query = useInfiniteQuery(bookingsQuery);
  const { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = query;
  // What is open may be old: that view is only right once everything has been looked through.
  const everything = known === "" && hasNextPage && !isFetching && !isFetchNextPageError;
  useEffect(() => {
    if (everything) {
      void fetchNextPage();
    }
  }, [everything, fetchNextPage]);
  return (
    <>
      <FilterBar label="Which bookings" options={VIEWS} value={known} onChange={setView} />
      <PagedList
        query={query}
        subject="your bookings"
        skeleton={<ListSkeleton height="h-32" />}
        empty={<NoneYet />}
      >
        {(bookings) => {
          const shown = bookings.filter(
            (booking) => known === "all" || isOpen(booking) === (known === ""),
          );
          return shown.length === 0 && !hasNextPage ? (
            <NoneInView view={known} />
          ) : (
            <ul className="grid gap-3">
              {shown.map((booking) => (
                <li key={booking.id}>
                  <BookingRow booking={booking} />
                </li>
              ))}
            </ul>
          );
        }}
      </PagedList>
    </>
  );
}
