import { useQuery } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import { Link } from "react-router";
import type { MockView } from "@/shared/api/generated/types.gen";
import { useTypeName } from "@/shared/api/interview-types";
import { useNow } from "@/shared/lib/use-now";
import { Badge } from "@/shared/ui/badge";
import { ButtonLink } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { Moment } from "@/shared/ui/moment";
import { QuerySection } from "@/shared/ui/query-section";
import { feedbackDueQuery } from "./queries";
import { dueWords, feedbackDue } from "./stage";

const SHOWN = 3;

function Due({ mock, now }: { mock: MockView; now: number }) {
  const typeName = useTypeName();
  const { text, tone } = dueWords(mock.feedback_due_at, now);
  return (
    <li className="border-line border-t py-3 first:border-t-0 first:pt-0">
      <div className="flex flex-wrap items-start justify-between gap-x-3 gap-y-1">
        <h3 className="font-semibold">
          {typeName(mock.interview_type)} with {mock.mentee.name}
        </h3>
        <Badge tone={tone}>{text}</Badge>
      </div>
      <p className="mt-0.5 text-ink-muted text-sm">
        {mock.company.name}, <Moment at={mock.start_at} />
      </p>
      <ButtonLink
        to={`/mentor/mocks/${mock.id}/feedback`}
        size="small"
        variant={tone === "danger" ? "primary" : "outline"}
        className="mt-2.5"
      >
        Write feedback
        <span className="sr-only"> for {mock.mentee.name}</span>
      </ButtonLink>
    </li>
  );
}

/** What mentees wait for, the oldest first. */
export function FeedbackDueCard() {
  const query = useQuery(feedbackDueQuery);
  const now = useNow(60_000);
  return (
    <Card
      title="Feedback due"
      aside={
        <Link to="/mentor/mocks?show=due" className="font-medium text-brand hover:underline">
          All due
        </Link>
      }
    >
      <QuerySection
        query={query}
        subject="the feedback you owe"
        skeleton={<ListSkeleton rows={1} height="h-24" />}
      >
        {({ items, pagination }) => {
          // It may be written from the start on; nobody has to think of it before the end.
          const due = items.filter(
            (mock) => feedbackDue(mock, now) && new Date(mock.end_at).getTime() <= now,
          );
          const more = due.length - SHOWN;
          return due.length > 0 ? (
            <>
              <ul>
                {due.slice(0, SHOWN).map((mock) => (
                  <Due key={mock.id} mock={mock} now={now} />
                ))}
              </ul>
              <p className="mt-3 text-ink-muted text-sm">
                {more > 0 ? `And ${more}${pagination.next_cursor ? " or more" : ""} more. ` : null}
                Mentees expect it within 48 hours of the mock.
              </p>
            </>
          ) : (
            <p className="flex items-start gap-2.5 text-ink-muted">
              <CircleCheck aria-hidden className="mt-0.5 size-5 shrink-0 text-success" />
              Nobody waits for feedback from you.
            </p>
          );
        }}
      </QuerySection>
    </Card>
  );
}
