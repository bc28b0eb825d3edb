import { ChevronRight, Star } from "lucide-react";
import { Link } from "react-router";
import type { MockView } from "@/shared/api/generated/types.gen";
import { useTypeName } from "@/shared/api/interview-types";
import { Span } from "@/shared/ui/moment";
import { MockBadge } from "./mock-badge";

interface MockRowProps {
  mock: MockView;
  now: number;
  /** Where the row leads; to the mock unless said. */
  to?: string;
  level?: 2 | 3;
}

/** One mock of a list; the whole row is its link. */
export function MockRow({ mock, now, to, level = 2 }: MockRowProps) {
  const typeName = useTypeName();
  const Heading = `h${level}` as const;
  return (
    <article className="relative flex items-center gap-4 rounded-card border border-line bg-surface p-4 shadow-card hover:border-brand sm:px-5">
      <div className="min-w-0 grow">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Heading className="font-semibold">
            <Link
              to={to ?? `/mentor/mocks/${mock.id}`}
              className="after:absolute after:inset-0 after:rounded-card"
            >
              {typeName(mock.interview_type)} with {mock.mentee.name}
            </Link>
          </Heading>
          <MockBadge mock={mock} now={now} />
        </div>
        <p className="mt-1 text-ink-muted">
          <Span from={mock.start_at} to={mock.end_at} />
        </p>
        <p className="text-ink-muted text-sm">
          {mock.company.name}
          {mock.track ? ` · ${mock.track.title}` : ""}
          {mock.stars ? (
            <span className="whitespace-nowrap">
              {" · "}
              <Star aria-hidden className="inline size-4 align-text-bottom text-brand" />{" "}
              {mock.stars} of 5 from the mentee
            </span>
          ) : null}
        </p>
      </div>
      <ChevronRight aria-hidden className="size-5 shrink-0 text-ink-muted" />
    </article>
  );
}
