import { useQuery } from "@tanstack/react-query";
import { Clock, ListChecks } from "lucide-react";
import type { InterviewType } from "@/shared/api/generated/types.gen";
import { interviewTypesQuery } from "@/shared/api/interview-types";
import { ButtonLink } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { Notice } from "@/shared/ui/notice";
import { QuerySection } from "@/shared/ui/query-section";
import { bookLink } from "./book-link";

// The catalogue has rubrics, not prose; a type that is added later shows its rubric alone.
const ASKED: Readonly<Record<string, string>> = {
  coding:
    "One or two problems as they are set on site: you ask, choose an approach, write working code and talk while you do.",
  "system-design":
    "An open question such as “design a feed”: you settle what is needed, draw the parts, and defend what you left out.",
  behavioural:
    "Questions about what you have done: conflicts, failures, decisions. Stories with a beginning, an end and a result.",
  hr: "Why this company, why now, what you expect: the talk that decides about offers and is rarely practised.",
};

function Type({ type }: { type: InterviewType }) {
  const { minimum_minutes: least, maximum_minutes: most } = type;
  return (
    <Card
      title={type.name}
      className="flex h-full flex-col"
      aside={
        <span className="inline-flex items-center gap-1.5 text-ink-muted text-sm">
          <Clock aria-hidden className="size-4" />
          {least === most ? least : `${least} to ${most}`} minutes
        </span>
      }
    >
      {ASKED[type.code] ? <p>{ASKED[type.code]}</p> : null}
      <h3 className="mt-4 mb-2 font-semibold">What mentors score</h3>
      <ul className="mb-5 grid grow content-start gap-2">
        {type.rubric.map((item) => (
          <li key={item.code} className="flex justify-between gap-4">
            <span>
              <span className="font-medium">{item.title}</span>
              <span className="block text-ink-muted text-sm">{item.description}</span>
            </span>
            <span className="shrink-0 text-ink-muted tabular-nums">{item.weight}%</span>
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <ButtonLink to={bookLink({ type: type.code })} size="small">
          Book a mock<span className="sr-only">: {type.name}</span>
        </ButtonLink>
        <ButtonLink to={`/mentee/explore/mentors?type=${type.code}`} variant="quiet" size="small">
          Mentors<span className="sr-only"> for {type.name}</span>
        </ButtonLink>
      </div>
    </Card>
  );
}

/** What is asked in each type of interview, how long it takes, and what counts. */
export function Interviews() {
  const query = useQuery(interviewTypesQuery);
  return (
    <QuerySection
      query={query}
      subject="the interview types"
      skeleton={<ListSkeleton height="h-72" />}
      isEmpty={(types) => types.length === 0}
      empty={
        <Notice icon={ListChecks} title="No interview types yet">
          <p>The list is being put together. Please look in again soon.</p>
        </Notice>
      }
    >
      {(types) => (
        <ul className="grid gap-4 lg:grid-cols-2">
          {types.map((type) => (
            <li key={type.code}>
              <Type type={type} />
            </li>
          ))}
        </ul>
      )}
    </QuerySection>
  );
}
