import { Plus } from "lucide-react";
import { Section } from "@/shared/ui/section";

const QUESTIONS = [
  {
    question: "What can I do without paying?",
    answer:
      "Register, explore every company and its role tracks, and see how a booking works. Payment is the last step of booking a mock, never a condition for looking.",
  },
  {
    question: "Who interviews me?",
    answer:
      "A mentor from a product company. After you book, we match your company, track and interview type with a mentor who is free at one of the times you named.",
  },
  {
    question: "How is the time agreed?",
    answer:
      "You name several times that suit you. We confirm one of them, and you and your mentor receive the details and the meeting link by mail. Times are always shown in your own time zone.",
  },
  {
    question: "What does the feedback look like?",
    answer:
      "A score and a note for each skill of that interview type, what went well, and what to work on first. You can read it again at any time and rate the session yourself.",
  },
  {
    question: "How long do I have to use my mocks?",
    answer:
      "Each plan names its period next to the number of mocks. The period belongs to the plan, and nothing is charged when it ends.",
  },
  {
    question: "Is anything added to the price at checkout?",
    answer:
      "No. The price on the plan is the amount you pay, once, in Indian rupees. There is no joining fee, booking fee or automatic renewal.",
  },
] as const;

export function Questions() {
  return (
    <Section id="questions" eyebrow="Questions" title="Asked before the first booking">
      <div className="divide-y divide-line border-line border-y">
        {QUESTIONS.map(({ question, answer }) => (
          <details key={question} className="group">
            <summary className="flex cursor-pointer list-none items-center justify-between gap-6 py-5 font-display font-semibold text-lg hover:text-brand">
              {question}
              <Plus
                aria-hidden
                className="size-5 shrink-0 text-brand transition-transform group-open:rotate-45"
              />
            </summary>
            <p className="max-w-3xl pr-10 pb-6 text-ink-muted">{answer}</p>
          </details>
        ))}
      </div>
    </Section>
  );
}
