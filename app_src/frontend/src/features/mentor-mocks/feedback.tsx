import { useQuery } from "@tanstack/react-query";
import { Ban, Hourglass } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { FeedbackView, MentorMock } from "@/shared/api/generated/types.gen";
import { useTypeName } from "@/shared/api/interview-types";
import { useNow } from "@/shared/lib/use-now";
import { useUser } from "@/shared/session/use-session";
import { Alert } from "@/shared/ui/alert";
import { ButtonLink } from "@/shared/ui/button";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { Moment, Span } from "@/shared/ui/moment";
import { Notice } from "@/shared/ui/notice";
import { PageTitle } from "@/shared/ui/page-title";
import { QuerySection } from "@/shared/ui/query-section";
import { FeedbackForm } from "./feedback-form";
import { MenteesRating } from "./mentees-rating";
import { givenFeedbackQuery, mockQuery, rubricQuery } from "./queries";
import { feedbackDue } from "./stage";

type Report = (feedback: FeedbackView, interviewType: string) => ReactNode;

function Sent({ mock, report, fresh }: { mock: MentorMock; report: Report; fresh: boolean }) {
  const query = useQuery(givenFeedbackQuery(mock.id));
  return (
    <div className="grid gap-6">
      {fresh ? (
        <div ref={(box) => box?.focus()} tabIndex={-1} className="focus:outline-none">
          <Alert
            tone="success"
            title="Your feedback is sent"
            action={
              <ButtonLink to="/mentor/mocks?show=due" variant="outline" size="small">
                What else is due
              </ButtonLink>
            }
          >
            <p>{mock.mentee.name} can read it now, and is told by mail.</p>
          </Alert>
        </div>
      ) : null}
      <QuerySection
        query={query}
        subject="your feedback"
        skeleton={<ListSkeleton rows={2} height="h-64" />}
      >
        {(given) => (
          <>
            {given.rating ? <MenteesRating mock={mock} rating={given.rating} /> : null}
            {report(given, mock.interview_type)}
            {given.rating ? null : <MenteesRating mock={mock} rating={null} />}
          </>
        )}
      </QuerySection>
    </div>
  );
}

function Write({ mock, report, onSent }: { mock: MentorMock; report: Report; onSent: () => void }) {
  const { id } = useUser();
  const query = useQuery(rubricQuery(mock.id));
  return (
    <QuerySection
      query={query}
      subject="the rubric"
      skeleton={<ListSkeleton rows={3} height="h-48" />}
    >
      {(rubric) => (
        <FeedbackForm
          mock={mock}
          rubric={rubric}
          mentorId={id}
          report={(preview) => report(preview, mock.interview_type)}
          onSent={onSent}
        />
      )}
    </QuerySection>
  );
}

function Part({ mock, report }: { mock: MentorMock; report: Report }) {
  const now = useNow(30_000);
  const [fresh, setFresh] = useState(false);
  if (mock.feedback_at !== null) {
    return <Sent mock={mock} report={report} fresh={fresh} />;
  }
  if (feedbackDue(mock, now)) {
    return <Write mock={mock} report={report} onSent={() => setFresh(true)} />;
  }
  const back = <ButtonLink to={`/mentor/mocks/${mock.id}`}>Back to the mock</ButtonLink>;
  return mock.state === "scheduled" ? (
    <Notice icon={Hourglass} title="Not before it has begun" action={back}>
      <p>
        The feedback form opens <Moment at={mock.start_at} />.
      </p>
    </Notice>
  ) : (
    <Notice icon={Ban} title="There is no feedback for this mock" action={back}>
      <p>It did not take place.</p>
    </Notice>
  );
}

/** The feedback on one mock: to be written, or as it was sent. `report` shows it as mentees see it. */
export function MockFeedback({ mockId, report }: { mockId: string; report: Report }) {
  const query = useQuery(mockQuery(mockId));
  const typeName = useTypeName();
  const mock = query.data;
  return (
    <>
      <PageTitle
        title={mock ? `Feedback for ${mock.mentee.name}` : "Feedback"}
        back={{ to: `/mentor/mocks/${mockId}`, label: "The mock" }}
      >
        {mock ? (
          <p>
            {typeName(mock.interview_type)}, {mock.company.name}
            {mock.track ? ` · ${mock.track.title}` : ""}.{" "}
            <Span from={mock.start_at} to={mock.end_at} />
          </p>
        ) : null}
      </PageTitle>
      <QuerySection
        query={query}
        subject="this mock"
        skeleton={<ListSkeleton rows={3} height="h-48" />}
      >
        {(data) => <Part mock={data} report={report} />}
      </QuerySection>
    </>
  );
}
