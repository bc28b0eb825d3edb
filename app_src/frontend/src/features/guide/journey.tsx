import { CalendarCheck, Compass, MessagesSquare, NotebookPen, UserPlus } from "lucide-react";
import { Section } from "@/shared/ui/section";

const STEPS = [
  {
    icon: UserPlus,
    title: "Register",
    text: "Create an account for free. No card, no trial that runs out.",
  },
  {
    icon: Compass,
    title: "Explore",
    text: "Look through companies and their role tracks until you find the interview you face.",
  },
  {
    icon: CalendarCheck,
    title: "Book",
    text: "Choose the interview type, name the times that suit you, and pay for a plan.",
  },
  {
    icon: MessagesSquare,
    title: "Interview",
    text: "Meet a mentor by video at the confirmed time. The link reaches both of you by mail.",
  },
  {
    icon: NotebookPen,
    title: "Feedback",
    text: "Read scores and notes on each skill, rate the session, and watch yourself improve.",
  },
] as const;

export function Journey() {
  return (
    <Section
      id="how-it-works"
      eyebrow="How it works"
      title="From sign-up to honest feedback in five steps"
    >
      <ol className="grid gap-y-8 lg:grid-cols-5 lg:gap-x-6">
        {STEPS.map(({ icon: Icon, title, text }, index) => (
          <li
            key={title}
            className="group relative grid grid-cols-[3.5rem_1fr] gap-x-4 lg:grid-cols-1 lg:content-start lg:gap-y-5"
          >
            <span
              aria-hidden="true"
              className="absolute top-14 -bottom-8 left-7 w-px bg-line-strong/50 group-last:hidden lg:top-7 lg:right-[-1.5rem] lg:bottom-auto lg:left-14 lg:h-px lg:w-auto"
            />
            <span
              aria-hidden="true"
              className="relative grid size-14 place-items-center rounded-full border border-line bg-surface text-brand shadow-card"
            >
              <Icon className="size-6" strokeWidth={1.75} />
            </span>
            <div className="pt-1 lg:pr-3">
              <h3 className="font-display font-semibold text-xl">
                <span className="mr-2 font-mono font-normal text-base text-ink-muted">
                  {index + 1}
                </span>
                {title}
              </h3>
              <p className="mt-1.5 text-ink-muted">{text}</p>
            </div>
          </li>
        ))}
      </ol>
    </Section>
  );
}
