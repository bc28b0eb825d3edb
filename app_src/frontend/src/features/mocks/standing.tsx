import { useQuery } from "@tanstack/react-query";
import { Check } from "lucide-react";
import type { MockView } from "@/shared/api/generated/types.gen";
import { interviewTypesQuery } from "@/shared/api/interview-types";
import { Alert } from "@/shared/ui/alert";
import { ButtonLink } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { JoinMeeting } from "@/shared/ui/join-meeting";
import { Moment } from "@/shared/ui/moment";

const CHECKS = [
  "Camera, microphone and headphones work, and the link opens in your browser.",
  "A quiet place, a charger, a glass of water, and paper to think on.",
  "You can say in two sentences who you are and what you have built lately.",
  "One or two questions of your own for the end.",
];

function Prepare({ interviewType }: { interviewType: string }) {
  const { data } = useQuery(interviewTypesQuery);
  const rubric = data?.find(({ code }) => code === interviewType)?.rubric ?? [];
  return (
    <Card title="Prepare">
      {rubric.length > 0 ? (
        <>
          <h3 className="mb-2 font-semibold">What your mentor looks at</h3>
          <ul className="grid gap-2">
            {rubric.map((item) => (
              <li key={item.code}>
                <span className="font-medium">{item.title}</span>{" "}
                <span className="text-ink-muted">
                  ({item.weight}%): {item.description}.
                </span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <h3 className="mt-5 mb-2 font-semibold">Before you join</h3>
      <ul className="grid gap-2">
        {CHECKS.map((check) => (
          <li key={check} className="flex gap-2.5">
            <Check aria-hidden className="mt-1 size-4 shrink-0 text-brand" strokeWidth={3} />
            {check}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function FeedbackDue({ mock }: { mock: MockView }) {
  const late = Date.parse(mock.feedback_due_at) <= Date.now();
  return (
    <Card title="Your feedback is on its way">
      <p>
        {late ? (
          <>
            It was due by <Moment at={mock.feedback_due_at} />. We have reminded {mock.mentor.name},
            and are sorry that you have to wait.
          </>
        ) : (
          <>
            {mock.mentor.name} writes it by <Moment at={mock.feedback_due_at} />: 48 hours at most
            after the mock.
          </>
        )}{" "}
        You get a mail when it is there, and can then say how it was.
      </p>
    </Card>
  );
}

const DID_NOT_HAPPEN = {
  cancelled: {
    title: "This mock was cancelled",
    text: "The booking says by whom, and what became of the mock you paid for.",
  },
  no_show_mentee: {
    title: "You did not come to this mock",
    text: "Your mentor waited in the meeting, so the mock counts as used. Was there a mistake? Answer the mail we sent you about it.",
  },
  no_show_mentor: {
    title: "The mentor did not come to this mock",
    text: "We are sorry, and we are looking into it. The mock is back in your account.",
  },
} as const;

/** Where a mock without feedback stands: to come, over, or not held at all. */
export function Standing({ mock }: { mock: MockView }) {
  if (mock.state === "completed") {
    return <FeedbackDue mock={mock} />;
  }
  if (mock.state !== "scheduled") {
    const { title, text } = DID_NOT_HAPPEN[mock.state];
    return (
      <Alert
        tone="warning"
        title={title}
        action={
          <ButtonLink to="/mentee/book" size="small">
            Book other times
          </ButtonLink>
        }
      >
        <p>{text}</p>
      </Alert>
    );
  }
  if (Date.parse(mock.end_at) <= Date.now()) {
    return <FeedbackDue mock={mock} />;
  }
  return (
    <>
      <Card title="Joining">
        <JoinMeeting startAt={mock.start_at} endAt={mock.end_at} url={mock.meeting_url} />
        <p className="mt-3 text-ink-muted text-sm">
          The mail that confirmed this mock carries an invitation for your calendar.
        </p>
      </Card>
      <Prepare interviewType={mock.interview_type} />
    </>
  );
}
