import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useEffect, useMemo, useRef, useState } from "react";
import { get, useFormContext, useWatch } from "react-hook-form";
import { callApi } from "@/shared/api/client";
import { hasCode } from "@/shared/api/errors";
import { mentorGiveFeedback } from "@/shared/api/generated/sdk.gen";
import type { FeedbackView, MentorMock, Rubric } from "@/shared/api/generated/types.gen";
import { FieldNotes } from "@/shared/forms/field";
import { ChoiceField, TextAreaField } from "@/shared/forms/fields";
import { Form } from "@/shared/forms/form";
import { SubmitButton } from "@/shared/forms/submit-button";
import { useApiForm } from "@/shared/forms/use-api-form";
import { Alert } from "@/shared/ui/alert";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { type Draft, draftOf } from "./draft";
import {
  blankFeedback,
  FEEDBACK_SCHEMA,
  type FeedbackValues,
  LONGEST_TEXT,
  overallOf,
  previewOf,
  RECOMMENDATIONS,
  toSubmission,
} from "./feedback-values";
import { givenFeedbackQuery, MENTOR_MOCKS, mockQuery } from "./queries";
import { ScoreField } from "./score-field";

/** Keeps what is typed for a reload; gone once it is sent. */
function KeepDraft({ draft }: { draft: Draft }) {
  const values = useWatch() as FeedbackValues;
  useEffect(() => draft.save(values), [draft, values]);
  return null;
}

function Overall({ rubric }: { rubric: Rubric }) {
  const scores = useWatch({ name: "scores" }) as FeedbackValues["scores"];
  const { errors } = useFormContext().formState;
  const overall = overallOf(rubric, scores);
  const missing = scores.filter(({ score }) => !score).length;
  const problem = get(errors, "scores") as { message?: string } | undefined;
  return (
    <>
      <p className="rounded-control bg-sunken px-4 py-3" aria-live="polite">
        {overall === null ? (
          "The overall score appears here as you score."
        ) : (
          <>
            Overall{missing > 0 ? " so far" : ""}:{" "}
            <strong className="tabular-nums">{overall} of 5</strong>
            {missing > 0 ? `, with ${missing} still to score` : ""}
          </>
        )}
      </p>
      <FieldNotes id="scores" hint={undefined} message={problem?.message} />
    </>
  );
}

function Fields({ mock, rubric }: { mock: MentorMock; rubric: Rubric }) {
  const total = rubric.items.reduce((sum, { weight }) => sum + weight, 0);
  return (
    <>
      <Card title="Scores">
        <p className="mb-5 text-ink-muted">
          Measured by what {mock.company.name}
          {mock.track ? `, ${mock.track.title},` : ""} asks for: 3 is at the level.
        </p>
        <div className="grid gap-6">
          {rubric.items.map((item, index) => (
            <ScoreField
              key={item.code}
              item={item}
              index={index}
              share={Math.round((100 * item.weight) / total)}
            />
          ))}
          <Overall rubric={rubric} />
        </div>
      </Card>
      <Card title="In your words">
        <div className="grid gap-5">
          <TextAreaField
            name="strengths"
            label="What went well"
            hint="Concrete moments help most: what they did, and why it worked."
            maxLength={LONGEST_TEXT}
          />
          <TextAreaField
            name="improvements"
            label="What to work on"
            hint="One to three things, and for each what to do about it before the next interview."
            maxLength={LONGEST_TEXT}
          />
          <ChoiceField
            name="recommendation"
            label="In a real interview you would say"
            choices={RECOMMENDATIONS}
          />
        </div>
      </Card>
    </>
  );
}

interface FeedbackFormProps {
  mock: MentorMock;
  rubric: Rubric;
  mentorId: string;
  /** The feedback as the mentee will see it. */
  report: (feedback: FeedbackView) => ReactNode;
  onSent: () => void;
}

/** Scores and words by the rubric, then a look at the whole, then it is sent: once, and for good. */
export function FeedbackForm({ mock, rubric, mentorId, report, onSent }: FeedbackFormProps) {
  const queryClient = useQueryClient();
  const draft = useMemo(() => draftOf(mentorId, mock.id), [mentorId, mock.id]);
  const blank = useMemo(() => blankFeedback(rubric), [rubric]);
  const [earlier, setEarlier] = useState(() => draft.load(blank));
  const [reviewing, setReviewing] = useState(false);
  const top = useRef<HTMLDivElement>(null);

  const api = useApiForm<FeedbackValues, ReturnType<typeof FEEDBACK_SCHEMA.parse>>({
    schema: FEEDBACK_SCHEMA as never,
    defaultValues: earlier ?? blank,
    submit: async (values) => {
      if (!reviewing) {
        setReviewing(true);
        return;
      }
      try {
        const given = await callApi((call) =>
          mentorGiveFeedback({ ...call, path: { mock_id: mock.id }, body: toSubmission(values) }),
        );
        draft.forget();
        queryClient.setQueryData(givenFeedbackQuery(mock.id).queryKey, given);
        queryClient.setQueryData(mockQuery(mock.id).queryKey, {
          ...mock,
          state: "completed",
          feedback_at: given.submitted_at,
        });
        onSent();
      } catch (error) {
        if (hasCode(error, "validation_failed")) {
          // At its field, or above the form if the rubric has changed; either way back to where it is typed.
          setReviewing(false);
        }
        if (hasCode(error, "feedback_exists", "feedback_not_possible")) {
          void queryClient.invalidateQueries({ queryKey: MENTOR_MOCKS });
        }
        throw error;
      }
      await queryClient.invalidateQueries({ queryKey: MENTOR_MOCKS });
    },
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the step changes, and not at first
  useEffect(() => {
    if (reviewing || api.form.formState.submitCount > 0) {
      top.current?.focus();
      top.current?.scrollIntoView?.({ block: "start" });
    }
  }, [reviewing]);

  const read = FEEDBACK_SCHEMA.safeParse(api.form.getValues());
  return (
    <div ref={top} tabIndex={-1} className="scroll-mt-24 focus:outline-none">
      <Form api={api} label="Feedback" className="grid gap-6">
        <KeepDraft draft={draft} />
        {reviewing && read.success ? (
          <>
            <Alert tone="warning" title="Read it once more: it cannot be changed later">
              <p>This is what {mock.mentee.name} will see, as soon as you send it.</p>
            </Alert>
            {report(previewOf(mock, rubric, read.data, Date.now()))}
            <div className="flex flex-wrap-reverse justify-end gap-3">
              <Button variant="outline" onClick={() => setReviewing(false)}>
                Change something
              </Button>
              <SubmitButton pending="Sending…">Send the feedback</SubmitButton>
            </div>
          </>
        ) : (
          <>
            {earlier ? (
              <Alert
                title="Your draft is back"
                action={
                  <Button
                    variant="quiet"
                    size="small"
                    onClick={() => {
                      draft.forget();
                      setEarlier(undefined);
                      api.form.reset(blank);
                    }}
                  >
                    Start afresh
                  </Button>
                }
              >
                <p>What you typed earlier in this tab was kept.</p>
              </Alert>
            ) : null}
            <Fields mock={mock} rubric={rubric} />
            <div className="flex flex-wrap items-center justify-end gap-x-5 gap-y-3">
              <p className="text-ink-muted text-sm">
                What you type is kept in this tab until it is sent.
              </p>
              <SubmitButton>Check and send</SubmitButton>
            </div>
          </>
        )}
      </Form>
    </div>
  );
}
