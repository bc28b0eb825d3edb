import type { MockView } from "@/shared/api/generated/types.gen";
import { useTypeName } from "@/shared/api/interview-types";
import { ButtonLink } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { JoinMeeting } from "@/shared/ui/join-meeting";
import { Span } from "@/shared/ui/moment";

/** The next mock with the time until it, and the way in. */
export function NextMock({ mock }: { mock: MockView }) {
  const typeName = useTypeName();
  return (
    <Card title="Your next mock">
      <p className="font-semibold text-lg">
        {mock.company.name} · {typeName(mock.interview_type)}
      </p>
      <p>
        <Span from={mock.start_at} to={mock.end_at} />
      </p>
      <p className="text-ink-muted">
        {mock.track ? `Track ${mock.track.title}, with ` : "With "}
        {mock.mentor.name}
      </p>
      <div className="mt-3 rounded-control bg-sunken p-4">
        <JoinMeeting startAt={mock.start_at} endAt={mock.end_at} url={mock.meeting_url} />
      </div>
      <div className="mt-4 flex flex-wrap gap-2">
        <ButtonLink to={`/mentee/mocks/${mock.id}`} variant="outline" size="small">
          Prepare
        </ButtonLink>
        <ButtonLink to={`/mentee/bookings/${mock.booking_id}`} variant="quiet" size="small">
          Move or cancel
        </ButtonLink>
      </div>
    </Card>
  );
}
