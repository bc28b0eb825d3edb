import { useQuery } from "@tanstack/react-query";
import { CalendarX2 } from "lucide-react";
import { userQuery } from "@/shared/admin/lookups";
import { RowLink, useTypeName } from "@/shared/admin/names";
import { StateBadge } from "@/shared/admin/state-badge";
import { BOOKING_STATES } from "@/shared/admin/states";
import { Alert } from "@/shared/ui/alert";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { Moment } from "@/shared/ui/moment";
import { Notice } from "@/shared/ui/notice";
import { PageTitle } from "@/shared/ui/page-title";
import { QuerySection } from "@/shared/ui/query-section";
import { Table } from "@/shared/ui/table";
import { bookingsOfQuery, LOOKED_THROUGH } from "./person-query";

/** The bookings of one person, as mentee or as mentor. */
export function PersonBookings({ userId }: { userId: string }) {
  const person = useQuery(userQuery(userId)).data;
  const query = useQuery(bookingsOfQuery(userId));
  const typeName = useTypeName();
  const name = person?.name ?? "this account";
  return (
    <>
      <PageTitle
        title={person ? `Bookings of ${person.name}` : "Bookings"}
        back={{ to: `/admin/users/${userId}`, label: "Account" }}
      >
        <p>The latest changes first.</p>
      </PageTitle>
      <QuerySection
        query={query}
        subject="the bookings"
        skeleton={<ListSkeleton rows={5} height="h-12" />}
      >
        {({ bookings, complete }) => (
          <>
            {complete ? null : (
              <div className="mb-5">
                <Alert tone="info">
                  Looked through the {LOOKED_THROUGH.toLocaleString("en-IN")} bookings that changed
                  last. Older ones are in the account's orders and the audit log.
                </Alert>
              </div>
            )}
            {bookings.length === 0 ? (
              <Notice icon={CalendarX2} title="No booking">
                <p>We found no booking of {name}.</p>
              </Notice>
            ) : (
              <Table
                caption={`Bookings of ${name}`}
                rows={bookings}
                keyOf={({ id }) => id}
                columns={[
                  {
                    header: "Booking",
                    cell: ({ id, reference }) => (
                      <RowLink to={`/admin/bookings/${id}`}>
                        <span className="whitespace-nowrap">{reference}</span>
                      </RowLink>
                    ),
                  },
                  {
                    header: "For",
                    cell: ({ company, interview_type: type }) =>
                      `${company.name}, ${typeName(type)}`,
                  },
                  {
                    header: "With",
                    cell: ({ mentor, mentee }) =>
                      (mentee?.id === userId ? mentor?.name : mentee?.name) ?? "Nobody yet",
                  },
                  {
                    header: "Time",
                    cell: ({ slot }) => (slot ? <Moment at={slot.start_at} /> : "Not agreed"),
                  },
                  {
                    header: "State",
                    cell: ({ state }) => <StateBadge states={BOOKING_STATES} state={state} />,
                  },
                ]}
              />
            )}
          </>
        )}
      </QuerySection>
    </>
  );
}
