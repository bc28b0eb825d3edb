import { useParams } from "react-router";
import { MoveBooking } from "@/features/bookings/move-booking";
import { JoinWaitlist } from "@/features/waitlist/join-waitlist";
import { NoTimes } from "@/features/waitlist/no-times";
import { PageMeta } from "@/shared/ui/page-meta";
import { PageTitle } from "@/shared/ui/page-title";

export function Component() {
  const { bookingId = "" } = useParams();
  return (
    <>
      <PageMeta title="Other times" description="Other times for one of your bookings." />
      <PageTitle
        title="Other times"
        back={{ to: `/mentee/bookings/${bookingId}`, label: "Booking" }}
      />
      <MoveBooking
        key={bookingId}
        bookingId={bookingId}
        noTimes={(type) => <NoTimes interviewType={type} />}
        waitlist={(type) => <JoinWaitlist interviewType={type} />}
      />
    </>
  );
}
