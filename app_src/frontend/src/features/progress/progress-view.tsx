import { useQuery } from "@tanstack/react-query";
import { TrendingUp } from "lucide-react";
import type { Progress } from "@/shared/api/generated/types.gen";
import { useTypeName } from "@/shared/api/interview-types";
import { ButtonLink } from "@/shared/ui/button";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { Notice } from "@/shared/ui/notice";
import { QuerySection } from "@/shared/ui/query-section";
import { Stat, Stats } from "@/shared/ui/stat";
import { type Point, scoreText, weakestFirst } from "./points";
import { PractiseNext } from "./practise-next";
import { progressQuery } from "./queries";
import { TypeCard } from "./type-progress";

function PointStat({ label, point }: { label: string; point: Point }) {
  const typeName = useTypeName();
  return (
    <Stat
      label={label}
      value={
        <span className="hyphens-auto wrap-anywhere text-sm leading-tight sm:text-xl">
          {point.item.title}
        </span>
      }
      note={`${typeName(point.type)}, ${scoreText(point.item.average)} of 5 on average`}
    />
  );
}

function Summary({ progress }: { progress: Progress }) {
  const byAverage = weakestFirst(progress).sort((a, b) => a.item.average - b.item.average);
  const weakest = byAverage[0];
  const strongest = byAverage.at(-1);
  return (
    <Stats>
      <Stat
        label="Average of all mocks"
        value={progress.average === null ? "–" : scoreText(progress.average)}
        note="of 5; 3 is what the level asks for"
      />
      <Stat label="Mocks with feedback" value={progress.mocks} />
      {strongest ? <PointStat label="Strongest point" point={strongest} /> : null}
      {weakest ? <PointStat label="Most room to grow" point={weakest} /> : null}
    </Stats>
  );
}

/** How one has done so far, by interview type, and what would help most. */
export function ProgressView() {
  const query = useQuery(progressQuery);
  return (
    <QuerySection
      query={query}
      subject="your progress"
      skeleton={<ListSkeleton rows={3} height="h-56" />}
      isEmpty={(progress) => progress.mocks === 0}
      empty={
        <Notice
          icon={TrendingUp}
          title="Your progress begins with the first feedback"
          action={<ButtonLink to="/mentee/book">Book a mock</ButtonLink>}
        >
          <p>
            After each mock your mentor scores you point by point. Here you see how the scores
            develop, and what to practise next.
          </p>
        </Notice>
      }
    >
      {(progress) => (
        <div className="grid gap-5">
          <Summary progress={progress} />
          <PractiseNext progress={progress} />
          {progress.types.map((type) => (
            <TypeCard key={type.interview_type} progress={type} />
          ))}
        </div>
      )}
    </QuerySection>
  );
}
