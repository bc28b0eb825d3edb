import { useQuery } from "@tanstack/react-query";
import { Dumbbell, ThumbsUp } from "lucide-react";
import type { ReactNode } from "react";
import type { FeedbackView, RubricScore } from "@/shared/api/generated/types.gen";
import { interviewTypesQuery } from "@/shared/api/interview-types";
import { Badge } from "@/shared/ui/badge";
import { Card } from "@/shared/ui/card";
import { Meter } from "@/shared/ui/meter";
import { Moment } from "@/shared/ui/moment";
import { RECOMMENDATIONS, scoreInWords, scoreText } from "./score-words";

const BEST = 5;

function Score({ score, description }: { score: RubricScore; description: string | undefined }) {
  return (
    <li>
      <Meter
        label={score.title}
        value={score.score}
        max={BEST}
        text={`${score.score} of ${BEST}`}
      />
      <p className="mt-1 text-ink-muted text-sm">
        {description ? `${description}. ` : null}
        <span className="text-ink">{capital(scoreInWords(score.score))}.</span> Counts{" "}
        {score.weight}%.
      </p>
      {score.comment ? (
        <blockquote className="mt-1.5 border-accent border-l-3 pl-3">{score.comment}</blockquote>
      ) : null}
    </li>
  );
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

function Note({ icon, title, children }: { icon: ReactNode; title: string; children: string }) {
  return (
    <div className="rounded-control bg-sunken p-4">
      <h3 className="mb-1 flex items-center gap-2 font-semibold [&>svg]:size-5 [&>svg]:text-brand">
        {icon}
        {title}
      </h3>
      <p className="whitespace-pre-line break-words">{children}</p>
    </div>
  );
}

/** What the mentor wrote: the overall impression, what was good, what to work on, and the rubric. */
export function Feedback({
  feedback,
  interviewType,
}: {
  feedback: FeedbackView;
  interviewType: string;
}) {
  const { data } = useQuery(interviewTypesQuery);
  const rubric = data?.find(({ code }) => code === interviewType)?.rubric;
  const recommendation = RECOMMENDATIONS[feedback.recommendation];
  return (
    <Card title="Feedback" aside={<Badge tone={recommendation.tone}>{recommendation.label}</Badge>}>
      <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
        <p className="flex items-baseline gap-1.5">
          <span className="font-bold font-display text-5xl tabular-nums">
            {scoreText(feedback.overall)}
          </span>
          <span className="text-ink-muted">of {BEST}</span>
        </p>
        <div className="min-w-0 grow basis-64">
          <p className="font-medium">{capital(scoreInWords(feedback.overall))}, all in all.</p>
          <p className="text-ink-muted">{recommendation.text}</p>
        </div>
      </div>
      <div className="mt-5 grid gap-3 sm:grid-cols-2">
        <Note icon={<ThumbsUp aria-hidden />} title="What went well">
          {feedback.strengths}
        </Note>
        <Note icon={<Dumbbell aria-hidden />} title="What to work on">
          {feedback.improvements}
        </Note>
      </div>
      <h3 className="mt-7 mb-3 font-display font-semibold text-lg">Point by point</h3>
      <ul className="grid gap-x-10 gap-y-5 lg:grid-cols-2">
        {feedback.scores.map((score) => (
          <Score
            key={score.code}
            score={score}
            description={rubric?.find(({ code }) => code === score.code)?.description}
          />
        ))}
      </ul>
      <p className="mt-6 text-ink-muted text-sm">
        Written <Moment at={feedback.submitted_at} />,{" "}
        {feedback.in_time
          ? "within the 48 hours we promise."
          : "later than the 48 hours we promise; we are sorry."}
      </p>
    </Card>
  );
}
