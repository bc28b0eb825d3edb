import { useQuery } from "@tanstack/react-query";
import { useTypeName } from "@/shared/api/interview-types";
import { ButtonLink } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { Meter } from "@/shared/ui/meter";
import { QuerySection } from "@/shared/ui/query-section";
import { Skeleton } from "@/shared/ui/skeleton";
import { progressQuery } from "./queries";

const BEST = 5;
const text = (score: number) => String(Math.round(score * 100) / 100);

/** The latest score of each interview type. */
export function ProgressCard() {
  const query = useQuery(progressQuery);
  const typeName = useTypeName();
  return (
    <Card
      title="Latest progress"
      aside={
        <ButtonLink to="/mentee/progress" variant="quiet" size="small">
          More<span className="sr-only"> about your progress</span>
        </ButtonLink>
      }
    >
      <QuerySection
        query={query}
        subject="your progress"
        skeleton={<Skeleton className="h-24 w-full" />}
        isEmpty={({ mocks }) => mocks === 0}
        empty={<p className="text-ink-muted">It begins with the first feedback.</p>}
      >
        {({ types }) => (
          <ul className="grid gap-3.5">
            {types.map((type) => (
              <li key={type.interview_type}>
                <Meter
                  label={typeName(type.interview_type)}
                  value={type.latest}
                  max={BEST}
                  text={`${text(type.latest)} of ${BEST}`}
                />
                {type.mocks > 1 ? (
                  <p className="mt-1 text-ink-muted text-sm">
                    {type.change === 0
                      ? "As in your first mock"
                      : `${type.change > 0 ? "Up" : "Down"} ${text(Math.abs(type.change))} since your first mock`}
                  </p>
                ) : null}
              </li>
            ))}
          </ul>
        )}
      </QuerySection>
    </Card>
  );
}
