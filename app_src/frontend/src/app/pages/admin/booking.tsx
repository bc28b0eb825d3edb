import { useParams } from "react-router";
import { BookingDesk } from "@/features/admin-queue/booking-desk";
import { PageMeta } from "@/shared/ui/page-meta";

export function Component() {
  const { bookingId = "" } = useParams();
  return (
    <>
      <PageMeta title="Booking" description="One booking, its candidates and its history." />
      <BookingDesk key={bookingId} bookingId={bookingId} />
    </>
  );
}
