import { useQuery } from "@tanstack/react-query";
import type { MentorMock } from "@/shared/api/generated/types.gen";
import { useTypeName } from "@/shared/api/interview-types";
import { useNow } from "@/shared/lib/use-now";
import { Alert } from "@/shared/ui/alert";
import { ButtonLink } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { CopyButton } from "@/shared/ui/copy-button";
import { Facts } from "@/shared/ui/facts";
import { JoinMeeting } from "@/shared/ui/join-meeting";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { Moment, Span } from "@/shared/ui/moment";
import { PageTitle } from "@/shared/ui/page-title";
import { QuerySection } from "@/shared/ui/query-section";
import { CancelMock } from "./cancel-mock";
import { MockBadge } from "./mock-badge";
import { MockHistory } from "./mock-history";
import { mockQuery } from "./queries";
import { ReportNoShow } from "./report-no-show";
import { canCancel, dueWords, feedbackDue, hasBegun } from "./stage";

/** What is to be done with it now. */
function Standing({ mock, now }: { mock: MentorMock; now: number }) {
  if (feedbackDue(mock, now)) {
    const write = <ButtonLink to={`/mentor/mocks/${mock.id}/feedback`}>Write feedback</ButtonLink>;
    if (now < new Date(mock.end_at).getTime()) {
      return (
        <Alert title="The mock is going on" action={write}>
          <p>You can take notes in the feedback form already; they are kept while you type.</p>
        </Alert>
      );
    }
    const { text, tone } = dueWords(mock.feedback_due_at, now);
    return (
      <Alert
        tone={tone === "danger" ? "danger" : "warning"}
        title={`Feedback: ${text.charAt(0).toLowerCase()}${text.slice(1)}`}
        action={write}
      >
        <p>{mock.mentee.name} expects it within 48 hours of the mock.</p>
      </Alert>
    );
  }
  if (mock.feedback_at !== null) {
    return (
      <Alert
        tone="success"
        title="Your feedback is sent"
        action={
          <ButtonLink to={`/mentor/mocks/${mock.id}/feedback`} variant="outline">
            Read it
          </ButtonLink>
        }
      >
        <p>
          <Moment at={mock.feedback_at} />.{" "}
          {mock.stars
            ? `${mock.mentee.name} gave ${mock.stars} of 5 stars.`
            : `${mock.mentee.name} has not rated the mock yet.`}
        </p>
      </Alert>
    );
  }
  return null;
}

/** What can still be done about it; each with what it means. */
function Actions({ mock, now }: { mock: MentorMock; now: number }) {
  if (mock.state !== "scheduled") {
    return null;
  }
  return (
    <Card title="If something comes up">
      <div className="flex flex-wrap items-start gap-4">
        {canCancel(mock, now) ? <CancelMock mock={mock} /> : null}
        {hasBegun(mock, now) ? <ReportNoShow mock={mock} now={now} /> : null}
      </div>
      <p className="mt-3 text-ink-muted text-sm">
        {canCancel(mock, now)
          ? "You can cancel until the mock begins; the mentee then gets the credit back. The mentee may move it while the policy allows, and you are told by mail."
          : "A mock that has begun can no longer be cancelled."}
      </p>
    </Card>
  );
}

function Details({ mock }: { mock: MentorMock }) {
  const typeName = useTypeName();
  const now = useNow(15_000);
  return (
    <div className="grid gap-6">
      <Standing mock={mock} now={now} />
      {mock.cancellation_reason ? (
        <Alert title={mock.state === "cancelled" ? "Why it was cancelled" : "What was noted"}>
          <p className="whitespace-pre-line break-words">{mock.cancellation_reason}</p>
        </Alert>
      ) : null}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Card title="Details" aside={<MockBadge mock={mock} now={now} />}>
          <Facts
            facts={[
              ["When", <Span key="when" from={mock.start_at} to={mock.end_at} />],
              ["Mentee", mock.mentee.name],
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
          {mock.meeting_url ? (
            <div className="mt-5 border-line border-t pt-5">
              <h3 className="mb-2 font-semibold">Meeting</h3>
              <JoinMeeting startAt={mock.start_at} endAt={mock.end_at} url={mock.meeting_url} />
            </div>
          ) : null}
        </Card>
        <div className="grid gap-6">
          <MockHistory mock={mock} />
          <Actions mock={mock} now={now} />
        </div>
      </div>
    </div>
  );
}

/** One mock: whom one meets when and where, and what to do before and after. */
export function MockDetail({ mockId }: { mockId: string }) {
  const query = useQuery({ ...mockQuery(mockId), refetchOnWindowFocus: true });
  const typeName = useTypeName();
  const mock = query.data;
  return (
    <>
      <PageTitle
        title={
          mock ? `${typeName(mock.interview_type)} with ${mock.mentee.name}` : "Mock interview"
        }
        back={{ to: "/mentor/mocks", label: "Mocks" }}
      />
      <QuerySection
        query={query}
        subject="this mock"
        skeleton={<ListSkeleton rows={2} height="h-64" />}
      >
        {(data) => <Details mock={data} />}
      </QuerySection>
    </>
  );
}
