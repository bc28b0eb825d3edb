import type { MentorMock } from "@/shared/api/generated/types.gen";
import { countOf } from "@/shared/lib/format";
import { Card } from "@/shared/ui/card";
import { Moment } from "@/shared/ui/moment";
import { happened } from "./words";

interface Step {
  text: string;
  at: string;
}

/** Agreed, ended, feedback: in the order in which it happened. */
export function stepsOf(mock: MentorMock): Step[] {
  const steps = mock.history.map((entry) => ({ text: happened(entry), at: entry.at }));
  // Feedback that completed the mock is told by that entry already.
  const told = mock.history.some(({ state, actor }) => state === "completed" && actor === "mentor");
  return mock.feedback_at !== null && !told
    ? [...steps, { text: "Feedback sent", at: mock.feedback_at }]
    : steps;
}

export function MockHistory({ mock }: { mock: MentorMock }) {
  return (
    <Card title="History">
      <ol className="grid gap-4">
        {stepsOf(mock).map(({ text, at }) => (
          <li key={text} className="flex gap-3.5">
            <span
              aria-hidden
              className="mt-1.5 size-3 shrink-0 rounded-full border-2 border-brand bg-brand-soft"
            />
            <div className="min-w-0">
              <p className="font-medium">{text}</p>
              <p className="text-ink-muted text-sm">
                <Moment at={at} />
              </p>
            </div>
          </li>
        ))}
      </ol>
      {mock.reschedules > 0 ? (
        <p className="mt-4 text-ink-muted text-sm">
          The mentee moved it {mock.reschedules === 1 ? "once" : countOf(mock.reschedules, "time")}.
        </p>
      ) : null}
    </Card>
  );
}
