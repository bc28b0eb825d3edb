import { useQuery } from "@tanstack/react-query";
import { SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { hasCode } from "@/shared/api/errors";
import type { MockView } from "@/shared/api/generated/types.gen";
import { useTypeName } from "@/shared/api/interview-types";
import { MockBadge } from "@/shared/mentee/booking-state";
import { ButtonLink } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { CopyButton } from "@/shared/ui/copy-button";
import { Facts } from "@/shared/ui/facts";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { Span } from "@/shared/ui/moment";
import { Notice } from "@/shared/ui/notice";
import { PageMeta } from "@/shared/ui/page-meta";
import { PageTitle } from "@/shared/ui/page-title";
import { QuerySection } from "@/shared/ui/query-section";
import { Feedback } from "./feedback";
import { feedbackQuery, mockQuery } from "./queries";
import { Rating } from "./rating";
import { Standing } from "./standing";

function Details({ mock }: { mock: MockView }) {
  const typeName = useTypeName();
  return (
    <Card
      title="Details"
      aside={
        <ButtonLink to={`/mentee/bookings/${mock.booking_id}`} variant="quiet" size="small">
          {mock.state === "scheduled" && Date.parse(mock.start_at) > Date.now()
            ? "Move or cancel"
            : "See the booking"}
        </ButtonLink>
      }
    >
      <Facts
        facts={[
          ["When", <Span key="when" from={mock.start_at} to={mock.end_at} />],
          ["Mentor", mock.mentor.name],
          ["Company", mock.company.name],
          ["Track", mock.track?.title],
          ["Interview", typeName(mock.interview_type)],
          [
            "Reference",
            <span key="reference" className="inline-flex items-center gap-1">
              <code className="font-mono">{mock.reference}</code>
              <CopyButton text={mock.reference} subject="the reference" />
            </span>,
          ],
        ]}
      />
    </Card>
  );
}

function WithFeedback({ mock }: { mock: MockView }) {
  const query = useQuery(feedbackQuery(mock.id));
  return (
    <QuerySection query={query} subject="the feedback" skeleton={<ListSkeleton height="h-64" />}>
      {(feedback) => (
        <>
          <Feedback feedback={feedback} interviewType={mock.interview_type} />
          <Rating mock={mock} rating={feedback.rating} />
        </>
      )}
    </QuerySection>
  );
}

function Frame({
  title,
  children,
  below,
}: {
  title: string;
  children?: ReactNode;
  below: ReactNode;
}) {
  return (
    <>
      <PageMeta title={title} description="One of your mocks: time, mentor and feedback." />
      <PageTitle title={title} back={{ to: "/mentee/mocks", label: "Mocks and feedback" }}>
        {children}
      </PageTitle>
      {below}
    </>
  );
}

/** One mock: how to join it, and after it the feedback and the rating. */
export function MockDetail({ mockId }: { mockId: string }) {
  const query = useQuery({ ...mockQuery(mockId), refetchOnWindowFocus: true });
  const typeName = useTypeName();
  const mock = query.data;
  if (hasCode(query.error, "not_found", "invalid_parameter")) {
    return (
      <Frame
        title="Mock"
        below={
          <Notice
            icon={SearchX}
            title="There is no such mock"
            action={<ButtonLink to="/mentee/mocks">See your mocks</ButtonLink>}
          >
            <p>The address may be mistyped.</p>
          </Notice>
        }
      />
    );
  }
  return (
    <Frame
      title={mock ? `${mock.company.name} · ${typeName(mock.interview_type)}` : "Mock"}
      below={
        <QuerySection query={query} subject="your mock" skeleton={<ListSkeleton height="h-44" />}>
          {(found) => (
            <div className="grid min-w-0 gap-5">
              {found.feedback_at ? <WithFeedback mock={found} /> : <Standing mock={found} />}
              <Details mock={found} />
            </div>
          )}
        </QuerySection>
      }
    >
      {mock ? (
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <MockBadge mock={mock} />
          <span>
            <Span from={mock.start_at} to={mock.end_at} /> with {mock.mentor.name}
          </span>
        </p>
      ) : null}
    </Frame>
  );
}
