import { Section } from "@/shared/ui/section";

// The bar's classes place each range on a scale from 0 to 90 minutes; style attributes are refused by the content
// security policy.
const TYPES = [
  {
    name: "Coding",
    range: "60–90 min",
    spoken: "60 to 90 minutes",
    text: "Data structures and algorithms, solved aloud, from first question to tests.",
    bar: "left-[66.667%] w-[33.333%]",
  },
  {
    name: "System design",
    range: "45–60 min",
    spoken: "45 to 60 minutes",
    text: "Requirements, estimates and trade-offs for a service at scale.",
    bar: "left-[50%] w-[16.667%]",
  },
  {
    name: "Behavioural",
    range: "30–45 min",
    spoken: "30 to 45 minutes",
    text: "Your own stories, told so that they show judgement.",
    bar: "left-[33.333%] w-[16.667%]",
  },
  {
    name: "HR",
    range: "30–45 min",
    spoken: "30 to 45 minutes",
    text: "Motivation, expectations and the questions you should ask.",
    bar: "left-[33.333%] w-[16.667%]",
  },
] as const;

const TICKS = [
  { minutes: 0, place: "left-0" },
  { minutes: 30, place: "left-1/3 -translate-x-1/2" },
  { minutes: 60, place: "left-2/3 -translate-x-1/2" },
  { minutes: 90, place: "right-0" },
] as const;

function Duration({ bar }: { bar: string }) {
  return (
    <div aria-hidden="true" className="relative h-3 rounded-full bg-line">
      <span className="absolute inset-y-0 left-1/3 w-px bg-canvas" />
      <span className="absolute inset-y-0 left-2/3 w-px bg-canvas" />
      <span className={`absolute -inset-y-0.5 rounded-full bg-accent ${bar}`} />
    </div>
  );
}

export function InterviewTypes() {
  return (
    <Section
      id="interview-types"
      eyebrow="Interview types"
      title="Four conversations, each with its own clock"
      lead="You choose the type when you book, and are offered only the times that leave room for it."
      sunken
    >
      <ul className="grid gap-5">
        {TYPES.map(({ name, range, spoken, text, bar }) => (
          <li
            key={name}
            className="grid items-center gap-x-10 gap-y-4 rounded-card border border-line bg-surface p-6 md:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]"
          >
            <div>
              <h3 className="flex flex-wrap items-baseline justify-between gap-x-4 font-display font-semibold text-xl">
                {name}
                <span className="font-mono font-normal text-base text-brand">
                  <span aria-hidden="true">{range}</span>
                  <span className="sr-only">{spoken}</span>
                </span>
              </h3>
              <p className="mt-1 text-ink-muted">{text}</p>
            </div>
            <Duration bar={bar} />
          </li>
        ))}
      </ul>
      <div
        aria-hidden="true"
        className="mt-3 hidden gap-x-10 px-6 font-mono text-ink-muted text-sm md:grid md:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]"
      >
        <div className="relative col-start-2 h-5">
          {TICKS.map(({ minutes, place }) => (
            <span key={minutes} className={`absolute ${place}`}>
              {minutes} min
            </span>
          ))}
        </div>
      </div>
    </Section>
  );
}
