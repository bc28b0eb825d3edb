import { useQuery } from "@tanstack/react-query";
import { CalendarClock } from "lucide-react";
import { Link } from "react-router";
import type { MockView } from "@/shared/api/generated/types.gen";
import { useTypeName } from "@/shared/api/interview-types";
import { formatRelative } from "@/shared/lib/time";
import { useNow } from "@/shared/lib/use-now";
import { ButtonLink } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { JoinMeeting } from "@/shared/ui/join-meeting";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { Span } from "@/shared/ui/moment";
import { Notice } from "@/shared/ui/notice";
import { QuerySection } from "@/shared/ui/query-section";
import { MockRow } from "./mock-row";
import { scheduledQuery } from "./queries";
import { hasBegun } from "./stage";

const SHOWN = 4;

/** The one that comes first, with all that is needed on the day. */
function First({ mock, now }: { mock: MockView; now: number }) {
  const typeName = useTypeName();
  const going = hasBegun(mock, now);
  return (
    <article className="rounded-card border border-brand bg-brand-soft p-5">
      <p className="font-medium text-brand">
        {going ? "Going on now" : `Starts ${formatRelative(mock.start_at, now)}`}
      </p>
      <h3 className="mt-1 font-display font-semibold text-xl">
        <Link to={`/mentor/mocks/${mock.id}`} className="hover:text-brand hover:underline">
          {typeName(mock.interview_type)} with {mock.mentee.name}
        </Link>
      </h3>
      <p className="mt-1">
        <Span from={mock.start_at} to={mock.end_at} />
      </p>
      <p className="text-ink-muted">
        {mock.company.name}
        {mock.track ? ` · ${mock.track.title}` : ""}
      </p>
      <div className="mt-4">
        <JoinMeeting startAt={mock.start_at} endAt={mock.end_at} url={mock.meeting_url} />
      </div>
    </article>
  );
}

function Nothing() {
  return (
    <Notice
      icon={CalendarClock}
      title="No mock is planned"
      action={
        <ButtonLink to="/mentor/availability" variant="outline">
          Look at your availability
        </ButtonLink>
      }
    >
      <p>When a booking is assigned to you, you get a mail and it appears here.</p>
    </Notice>
  );
}

export function NextMocks() {
  const query = useQuery(scheduledQuery);
  const now = useNow(30_000);
  return (
    <Card
      title="Next mocks"
      aside={
        <Link to="/mentor/mocks" className="font-medium text-brand hover:underline">
          All mocks
        </Link>
      }
    >
      <QuerySection
        query={query}
        subject="your mocks"
        skeleton={<ListSkeleton rows={3} height="h-26" />}
      >
        {({ items }) => {
          // What has ended belongs to the feedback, not to what comes next.
          const [first, ...others] = items.filter((mock) => new Date(mock.end_at).getTime() > now);
          return first ? (
            <div className="grid gap-3">
              <First mock={first} now={now} />
              {others.slice(0, SHOWN - 1).map((mock) => (
                <MockRow key={mock.id} mock={mock} now={now} level={3} />
              ))}
              {others.length >= SHOWN ? (
                <p className="text-ink-muted text-sm">
                  And {others.length - SHOWN + 1} more after these.
                </p>
              ) : null}
            </div>
          ) : (
            <Nothing />
          );
        }}
      </QuerySection>
    </Card>
  );
}
