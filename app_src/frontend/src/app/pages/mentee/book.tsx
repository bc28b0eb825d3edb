import { lazy, Suspense, useEffect } from "react";
import { useParams, useSearchParams } from "react-router";
import { NewBooking } from "@/features/booking-wizard/new-booking";
import { JoinWaitlist } from "@/features/waitlist/join-waitlist";
import { NoTimes } from "@/features/waitlist/no-times";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { PageMeta } from "@/shared/ui/page-meta";
import { PageTitle } from "@/shared/ui/page-title";

const loadWizard = () => import("@/features/booking-wizard/wizard");
const BookingWizard = lazy(() => loadWizard().then((part) => ({ default: part.BookingWizard })));
// Needed by those who pay, at the very end.
const PayForBooking = lazy(() =>
  import("@/features/checkout/pay-for-booking").then((part) => ({ default: part.PayForBooking })),
);

export function Component() {
  const { bookingId } = useParams();
  const [parameters] = useSearchParams();
  const plan = parameters.get("plan");
  useEffect(() => {
    // The next steps are there before the first one is answered. What fails is loaded again when it is needed.
    loadWizard().catch(() => undefined);
  }, []);
  const skeleton = <ListSkeleton height="h-24" />;
  return (
    <>
      <PageMeta title="Book a mock" description="Book a mock interview in five steps." />
      <PageTitle title="Book a mock" />
      {bookingId ? (
        <Suspense fallback={skeleton}>
          <BookingWizard
            key={bookingId}
            bookingId={bookingId}
            payment={({ id }) => (
              <Suspense fallback={skeleton}>
                <PayForBooking bookingId={id} {...(plan ? { plan } : {})} />
              </Suspense>
            )}
            noTimes={(type) => <NoTimes interviewType={type} />}
            waitlist={(type) => <JoinWaitlist interviewType={type} />}
          />
        </Suspense>
      ) : (
        <NewBooking />
      )}
    </>
  );
}
