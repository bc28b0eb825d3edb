import { useQuery } from "@tanstack/react-query";
import { Target } from "lucide-react";
import type { Progress } from "@/shared/api/generated/types.gen";
import { inSentence, interviewTypesQuery, useTypeName } from "@/shared/api/interview-types";
import { ButtonLink } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { AT_LEVEL, weakestFirst } from "./points";

const SHOWN = 3;

/** The few things that would help most, and a way to practise them. */
export function PractiseNext({ progress }: { progress: Progress }) {
  const typeName = useTypeName();
  const { data } = useQuery(interviewTypesQuery);
  const points = weakestFirst(progress);
  const below = points.filter(({ item }) => item.latest < AT_LEVEL);
  const shown = (below.length > 0 ? below : points).slice(0, SHOWN);
  const type = shown[0]?.type;
  const unpractised = (data ?? []).filter(
    ({ code }) => !progress.types.some((known) => known.interview_type === code),
  );
  const about = (code: string, itemCode: string) =>
    data?.find((known) => known.code === code)?.rubric.find((rubric) => rubric.code === itemCode)
      ?.description;
  return (
    <Card title="What to practise next">
      <p className="text-ink-muted">
        {below.length > 0
          ? "Here your latest scores were below what the level asks for:"
          : "Nothing was below what the level asks for lately. These have the most room left:"}
      </p>
      <ol className="mt-3 grid gap-3 sm:grid-cols-[repeat(auto-fit,minmax(14rem,1fr))]">
        {shown.map(({ type, item }) => (
          <li key={`${type} ${item.code}`} className="rounded-control bg-sunken p-4">
            <p className="flex items-start gap-2 font-semibold">
              <Target aria-hidden className="mt-0.5 size-5 shrink-0 text-brand" />
              {item.title}
            </p>
            <p className="mt-1 text-ink-muted text-sm">
              {typeName(type)}, latest {item.latest} of 5.{" "}
              {about(type, item.code) ? `${about(type, item.code)}.` : null}
            </p>
          </li>
        ))}
      </ol>
      <div className="mt-4 flex flex-wrap items-center gap-x-4 gap-y-3">
        {type ? (
          <ButtonLink to={`/mentee/book?type=${type}`}>
            Practise {inSentence(typeName(type))}
          </ButtonLink>
        ) : null}
        {unpractised.length > 0 ? (
          <p className="text-ink-muted text-sm">
            Not practised yet: {unpractised.map(({ name }) => name).join(", ")}.
          </p>
        ) : null}
      </div>
    </Card>
  );
}
