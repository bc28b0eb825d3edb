import { useParams } from "react-router";
import { BookingDetail } from "@/features/bookings/booking-detail";

export function Component() {
  const { bookingId = "" } = useParams();
  return <BookingDetail key={bookingId} bookingId={bookingId} />;
}
