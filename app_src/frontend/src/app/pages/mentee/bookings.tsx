import { BookingList } from "@/features/bookings/booking-list";
import { WaitlistCard } from "@/features/waitlist/waitlist-card";
import { ButtonLink } from "@/shared/ui/button";
import { PageMeta } from "@/shared/ui/page-meta";
import { PageTitle } from "@/shared/ui/page-title";

export function Component() {
  return (
    <>
      <PageMeta title="Bookings" description="Your bookings, and what happens next with each." />
      <PageTitle title="Bookings" action={<ButtonLink to="/mentee/book">Book a mock</ButtonLink>} />
      <div className="settle">
        <BookingList />
        <div className="mt-10">
          <WaitlistCard />
        </div>
      </div>
    </>
  );
}
