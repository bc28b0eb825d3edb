import { useQueryClient } from "@tanstack/react-query";
import { Heart } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { callApi } from "@/shared/api/client";
import { hasCode } from "@/shared/api/errors";
import { rateMyMock } from "@/shared/api/generated/sdk.gen";
import type { MockView, Rating as RatingView } from "@/shared/api/generated/types.gen";
import { TextAreaField } from "@/shared/forms/fields";
import { Form } from "@/shared/forms/form";
import { SubmitButton } from "@/shared/forms/submit-button";
import { useApiForm } from "@/shared/forms/use-api-form";
import { z } from "@/shared/forms/zod";
import { ButtonLink } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { feedbackQuery } from "./queries";
import { ScaleField } from "./scale-field";
import { GivenStars, StarField } from "./star-field";

const LONGEST = 1_000;
// Radio buttons answer with texts; none chosen is null.
const choice = (problem: string) =>
  z.preprocess(
    (value) => (value === null || value === "" ? undefined : Number(value)),
    z.number({ error: problem }),
  );
const SCHEMA = z.object({
  stars: choice("Choose one to five stars"),
  recommend: choice("Choose a number from 0 to 10"),
  comment: z.string().trim().max(LONGEST, `At most ${LONGEST} characters`),
});

type Values = z.infer<typeof SCHEMA>;

function RatingForm({ mock, onRated }: { mock: MockView; onRated: () => void }) {
  const queryClient = useQueryClient();
  const api = useApiForm<z.input<typeof SCHEMA>, Values>({
    schema: SCHEMA,
    defaultValues: { stars: null, recommend: null, comment: "" },
    submit: async ({ stars, recommend, comment }) => {
      const renew = () => queryClient.invalidateQueries({ queryKey: ["mentee"] });
      try {
        const feedback = await callApi((call) =>
          rateMyMock({
            ...call,
            path: { mock_id: mock.id },
            body: { stars, recommend, comment: comment || null },
          }),
        );
        onRated();
        queryClient.setQueryData(feedbackQuery(mock.id).queryKey, feedback);
      } catch (error) {
        if (!hasCode(error, "already_rated")) {
          throw error;
        }
        // In another tab: what was said there is loaded and shown.
      }
      await renew();
    },
  });
  return (
    <Form api={api} label="Rate this mock" className="grid gap-6">
      <StarField name="stars" label={`How was the mock with ${mock.mentor.name}?`} />
      <ScaleField
        name="recommend"
        label="How likely are you to recommend Codementee to a friend?"
      />
      <TextAreaField
        name="comment"
        label="Anything you would like to add? (optional)"
        hint="Your mentor reads it together with the stars."
        maxLength={LONGEST}
        rows={3}
      />
      <div>
        <SubmitButton pending="Sending…">Send the rating</SubmitButton>
      </div>
    </Form>
  );
}

function Given({ rating, thank }: { rating: RatingView; thank: boolean }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The form that had the focus is gone.
    if (thank) {
      box.current?.focus();
    }
  }, [thank]);
  return (
    <div ref={box} tabIndex={-1} className="grid gap-2 focus:outline-none">
      {thank ? (
        <p className="flex items-center gap-2 font-semibold">
          <Heart aria-hidden className="size-5 fill-accent stroke-on-accent-soft" />
          Thank you. Your mentor and we learn from it.
        </p>
      ) : null}
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <GivenStars stars={rating.stars} />
        <span className="text-ink-muted">You would recommend us: {rating.recommend} of 10.</span>
      </p>
      {rating.comment ? (
        <blockquote className="border-accent border-l-3 pl-3">{rating.comment}</blockquote>
      ) : null}
      {thank ? (
        <div className="mt-2 flex flex-wrap gap-3">
          <ButtonLink to="/mentee/progress" variant="outline" size="small">
            See your progress
          </ButtonLink>
          <ButtonLink to="/mentee/book" variant="outline" size="small">
            Book the next mock
          </ButtonLink>
        </div>
      ) : null}
    </div>
  );
}

/** The mentee's rating: a form once, what was said ever after. */
export function Rating({ mock, rating }: { mock: MockView; rating: RatingView | null }) {
  const [thank, setThank] = useState(false);
  return (
    <Card title={rating ? "Your rating" : "How was it?"}>
      {rating ? (
        <Given rating={rating} thank={thank} />
      ) : (
        <RatingForm mock={mock} onRated={() => setThank(true)} />
      )}
    </Card>
  );
}
