import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import type { MockView } from "@/shared/api/generated/types.gen";
import { useTypeName } from "@/shared/api/interview-types";
import { MockBadge } from "@/shared/mentee/booking-state";
import { Moment, Span } from "@/shared/ui/moment";

/** Where the feedback on a mock stands, in a sentence; nothing for mocks that get none. */
function feedbackNote(mock: MockView): ReactNode {
  const over = Date.parse(mock.end_at) <= Date.now();
  if (mock.feedback_at) {
    return mock.stars === null
      ? "Your feedback is there. Tell us how it was."
      : `Feedback received, rated ${mock.stars} of 5.`;
  }
  if (mock.state === "completed" || (mock.state === "scheduled" && over)) {
    return (
      <>
        Feedback is due by <Moment at={mock.feedback_due_at} />.
      </>
    );
  }
  return null;
}

/** One mock of a list; all of it leads to its page. */
export function MockRow({ mock }: { mock: MockView }) {
  const typeName = useTypeName();
  return (
    <article className="relative flex items-center gap-4 rounded-card border border-line bg-surface p-4 shadow-card hover:border-brand sm:p-5">
      <div className="min-w-0 grow">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1.5">
          <h2 className="font-display font-semibold text-lg">
            <Link to={`/mentee/mocks/${mock.id}`} className="after:absolute after:inset-0">
              {mock.company.name} · {typeName(mock.interview_type)}
            </Link>
          </h2>
          <MockBadge mock={mock} />
        </div>
        <p className="mt-1">
          <Span from={mock.start_at} to={mock.end_at} />
        </p>
        <p className="mt-1 text-ink-muted text-sm">
          {mock.track ? `${mock.track.title}. ` : null}With {mock.mentor.name}. {feedbackNote(mock)}
        </p>
      </div>
      <ChevronRight aria-hidden className="size-5 shrink-0 text-ink-muted" />
    </article>
  );
}
