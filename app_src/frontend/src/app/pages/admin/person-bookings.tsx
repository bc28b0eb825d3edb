import { useParams } from "react-router";
import { PersonBookings } from "@/features/admin-queue/person-bookings";
import { PageMeta } from "@/shared/ui/page-meta";

export function Component() {
  const { userId = "" } = useParams();
  return (
    <>
      <PageMeta title="Bookings of a person" description="The bookings of one account." />
      <PersonBookings key={userId} userId={userId} />
    </>
  );
}
