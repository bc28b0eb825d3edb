import { AvailabilityNudge } from "@/features/availability/availability-nudge";
import { FeedbackDueCard } from "@/features/mentor-mocks/feedback-due-card";
import { NextMocks } from "@/features/mentor-mocks/next-mocks";
import { SevenDays } from "@/features/mentor-mocks/seven-days";
import { ProfileNudge } from "@/features/mentor-profile/profile-nudge";
import { useUser } from "@/shared/session/use-session";
import { PageMeta } from "@/shared/ui/page-meta";
import { PageTitle } from "@/shared/ui/page-title";

export function Component() {
  const { name } = useUser();
  return (
    <>
      <PageMeta title="Start" description="Your mocks, your feedback, your week." />
      <PageTitle title={`Hello, ${name.split(" ")[0]}`}>
        <p>Your next mocks, the feedback that is due, and your week.</p>
      </PageTitle>
      <div className="grid gap-6">
        <ProfileNudge />
        <AvailabilityNudge />
        <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          <NextMocks />
          <div className="grid gap-6">
            <FeedbackDueCard />
            <SevenDays />
          </div>
        </div>
      </div>
    </>
  );
}
