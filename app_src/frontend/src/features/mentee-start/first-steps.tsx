import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { ButtonLink } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";

interface FirstStep {
  title: string;
  text: string;
  state: "done" | "now" | "later";
  action?: ReactNode;
}

const LOOKS = {
  done: "border-brand bg-brand text-on-brand",
  now: "border-brand text-brand",
  later: "border-line-strong text-ink-muted",
} as const;
const WORDS = { done: "Done", now: "Next", later: "Later" } as const;

/** For an account with which nothing has been done yet: the way from here to the first feedback. */
export function FirstSteps({ verified, credits }: { verified: boolean; credits: number }) {
  const steps: FirstStep[] = [
    { title: "Create your account", text: "You are in. It is free.", state: "done" },
    {
      title: "Confirm your address",
      text: "Times, meeting links and feedback come by mail.",
      state: verified ? "done" : "now",
    },
    {
      title: "Look around",
      text: "Companies with their tracks, what is asked in each interview, and who the mentors are.",
      state: "now",
      action: (
        <>
          <ButtonLink to="/mentee/explore" variant="outline" size="small">
            Companies
          </ButtonLink>
          <ButtonLink to="/mentee/explore/interviews" variant="outline" size="small">
            Interviews
          </ButtonLink>
          <ButtonLink to="/mentee/explore/mentors" variant="outline" size="small">
            Mentors
          </ButtonLink>
        </>
      ),
    },
    {
      title: "Book your first mock",
      text:
        credits > 0
          ? "You have a mock left in your plan. Choose a company, a type and up to three times."
          : "Choose a company, a type and up to three times. You pay at the very end, once.",
      state: "now",
      action: (
        <ButtonLink to="/mentee/book" size="small">
          Book a mock
        </ButtonLink>
      ),
    },
    {
      title: "Meet your mentor, get your feedback",
      text: "A real interview of 30 to 90 minutes, and within 48 hours scores point by point with what to work on.",
      state: "later",
    },
  ];
  return (
    <Card title="From here to your first feedback">
      <ol>
        {steps.map(({ title, text, state, action }, place) => (
          <li key={title} className="relative flex gap-4 pb-6 last:pb-0">
            {place < steps.length - 1 ? (
              <span aria-hidden className="absolute top-9 bottom-1 left-4 w-0.5 bg-line" />
            ) : null}
            <span
              aria-hidden
              className={`grid size-8.5 shrink-0 place-items-center rounded-full border-2 font-semibold ${LOOKS[state]}`}
            >
              {state === "done" ? <Check className="size-4.5" strokeWidth={3} /> : place + 1}
            </span>
            <div className="min-w-0 pt-1">
              <h3 className="font-semibold">
                {title}
                <span className="sr-only"> ({WORDS[state]})</span>
              </h3>
              <p className="text-ink-muted">{text}</p>
              {action ? <div className="mt-3 flex flex-wrap gap-2">{action}</div> : null}
            </div>
          </li>
        ))}
      </ol>
    </Card>
  );
}
