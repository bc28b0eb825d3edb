import { BookingList } from "@/features/admin-queue/booking-list";
import { PageMeta } from "@/shared/ui/page-meta";
import { PageTitle } from "@/shared/ui/page-title";

export function Component() {
  return (
    <>
      <PageMeta title="Bookings" description="The queue of bookings that need a mentor." />
      <PageTitle title="Bookings">
        <p>Paid bookings wait here until somebody gives them a mentor, the oldest first.</p>
      </PageTitle>
      <BookingList />
    </>
  );
}
