import { useQuery } from "@tanstack/react-query";
import { SearchX } from "lucide-react";
import { hasCode } from "@/shared/api/errors";
import { useTypeName } from "@/shared/api/interview-types";
import { BookingBadge, isOpen } from "@/shared/mentee/booking-state";
import { ButtonLink } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { Notice } from "@/shared/ui/notice";
import { PageMeta } from "@/shared/ui/page-meta";
import { PageTitle } from "@/shared/ui/page-title";
import { QuerySection } from "@/shared/ui/query-section";
import { ChangeCard } from "./change-card";
import { Details } from "./details";
import { History } from "./history";
import { bookingQuery } from "./queries";
import { StatePanel } from "./state-panel";
import { When } from "./when";
import { titleOf } from "./words";

export const BACK = { to: "/mentee/bookings", label: "Bookings" };

export function NoSuchBooking() {
  return (
    <Notice
      icon={SearchX}
      title="There is no such booking"
      action={<ButtonLink to="/mentee/bookings">See your bookings</ButtonLink>}
    >
      <p>The address may be mistyped, or it was a draft that has been deleted.</p>
    </Notice>
  );
}

/** Everything about one booking. */
export function BookingDetail({ bookingId }: { bookingId: string }) {
  const query = useQuery({ ...bookingQuery(bookingId), refetchOnWindowFocus: true });
  const typeName = useTypeName();
  const booking = query.data;
  return (
    <>
      <PageMeta
        title={booking ? titleOf(booking, typeName) : "Booking"}
        description="One of your bookings: times, mentor, meeting link and history."
      />
      <PageTitle title={booking ? titleOf(booking, typeName) : "Booking"} back={BACK}>
        {booking ? (
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <BookingBadge state={booking.state} endAt={booking.slot?.end_at} />
            <span>
              <When booking={booking} />
            </span>
          </p>
        ) : null}
      </PageTitle>
      {hasCode(query.error, "not_found", "invalid_parameter") ? (
        <NoSuchBooking />
      ) : (
        <QuerySection
          query={query}
          subject="your booking"
          skeleton={<ListSkeleton height="h-44" />}
        >
          {(found) => (
            <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
              <div className="grid min-w-0 gap-5">
                <StatePanel booking={found} />
                <Card title="Details">
                  <Details booking={found} />
                </Card>
              </div>
              <div className="grid min-w-0 gap-5">
                {isOpen(found) ? <ChangeCard booking={found} /> : null}
                <Card title="What has happened">
                  <History history={found.history} />
                </Card>
              </div>
            </div>
          )}
        </QuerySection>
      )}
    </>
  );
}
