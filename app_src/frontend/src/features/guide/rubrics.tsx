import { useQuery } from "@tanstack/react-query";
import { Clock, ListChecks } from "lucide-react";
import type { InterviewType } from "@/shared/api/generated/types.gen";
import { interviewTypesQuery } from "@/shared/api/interview-types";
import { Notice } from "@/shared/ui/notice";
import { QuerySection } from "@/shared/ui/query-section";
import { Skeleton } from "@/shared/ui/skeleton";
import { aboutType, inOrder, minutesOf } from "./types";

const GRID = "grid gap-5 lg:grid-cols-2";

function Weights({ type }: { type: InterviewType }) {
  const total = type.rubric.reduce((sum, item) => sum + item.weight, 0);
  return (
    <ul aria-label={`What is scored in ${type.name}`} className="mt-5 grid gap-4">
      {type.rubric.map(({ code, title, description, weight }) => (
        <li key={code} className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1.5">
          <p>
            <span className="font-semibold">{title}</span>
            <span className="block text-ink-muted text-sm">{description}</span>
          </p>
          <p className="font-mono text-brand text-sm">
            {Math.round((weight / total) * 100)}
            <span aria-hidden="true">%</span>
            <span className="sr-only"> percent of the score</span>
          </p>
          <svg aria-hidden="true" className="col-span-2 block h-1.5 w-full">
            <rect width="100%" height="100%" rx="3" className="fill-line" />
            <rect
              width={`${(weight / total) * 100}%`}
              height="100%"
              rx="3"
              className="fill-brand"
            />
          </svg>
        </li>
      ))}
    </ul>
  );
}

function TypeCard({ type, full }: { type: InterviewType; full: boolean }) {
  return (
    <li className="rounded-card border border-line bg-surface p-6 shadow-card">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h3 className="font-display font-semibold text-xl">{type.name}</h3>
        <p className="flex items-center gap-1.5 text-ink-muted">
          <Clock aria-hidden className="size-4" />
          <span aria-hidden="true">{minutesOf(type).text}</span>
          <span className="sr-only">{minutesOf(type).spoken}</span>
        </p>
      </div>
      <p className="mt-1.5 text-ink-muted">{aboutType(type.code)}</p>
      {full ? (
        <Weights type={type} />
      ) : (
        <p className="mt-4 text-sm">
          <span className="font-semibold">Scored: </span>
          {type.rubric.map(({ title }) => title).join(", ")}
        </p>
      )}
    </li>
  );
}

/** What each interview is about and what a mentor scores; `full` with descriptions and weights. */
export function Rubrics({ full = false }: { full?: boolean }) {
  const query = useQuery(interviewTypesQuery);
  const height = full ? "h-[30rem]" : "h-40";
  return (
    <QuerySection
      query={query}
      subject="the interview types"
      skeleton={
        <div className={GRID}>
          <Skeleton className={height} />
          <Skeleton className={height} />
          <Skeleton className={height} />
          <Skeleton className={height} />
        </div>
      }
      isEmpty={(types) => types.length === 0}
      empty={
        <Notice icon={ListChecks} title="No interview type can be booked right now">
          <p>Please look in again soon.</p>
        </Notice>
      }
    >
      {(types) => (
        <ul className={GRID}>
          {inOrder(types).map((type) => (
            <TypeCard key={type.code} type={type} full={full} />
          ))}
        </ul>
      )}
    </QuerySection>
  );
}
