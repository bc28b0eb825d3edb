import { Section } from "@/shared/ui/section";
import { aboutType, minutesOf, type TypeFacts, useTypeFacts } from "./types";

const SCALE_MINUTES = 90;
const TICKS = [
  { minutes: 0, place: "left-0" },
  { minutes: 30, place: "left-1/3 -translate-x-1/2" },
  { minutes: 60, place: "left-2/3 -translate-x-1/2" },
  { minutes: 90, place: "right-0" },
] as const;

/** Where the range lies between 0 and 90 minutes. Drawn: the content security policy refuses style attributes. */
function Duration({ type }: { type: TypeFacts }) {
  const scale = Math.max(SCALE_MINUTES, type.maximum_minutes);
  const from = (type.minimum_minutes / scale) * 100;
  const width = ((type.maximum_minutes - type.minimum_minutes) / scale) * 100;
  return (
    <svg aria-hidden="true" className="block h-4 w-full">
      <rect y="2" width="100%" height="12" rx="6" className="fill-line" />
      <rect x="33.333%" y="2" width="1" height="12" className="fill-canvas" />
      <rect x="66.667%" y="2" width="1" height="12" className="fill-canvas" />
      <rect
        x={`${from}%`}
        width={`${Math.max(width, 2)}%`}
        height="16"
        rx="8"
        className="fill-accent"
      />
    </svg>
  );
}

export function InterviewTypes() {
  const types = useTypeFacts();
  return (
    <Section
      id="interview-types"
      eyebrow="Interview types"
      title="Each conversation has its own clock"
      lead="You choose the type when you book, and are offered only the times that leave room for it."
      sunken
    >
      <ul className="grid gap-5">
        {types.map((type) => {
          const { text, spoken } = minutesOf(type);
          return (
            <li
              key={type.code}
              className="grid items-center gap-x-10 gap-y-4 rounded-card border border-line bg-surface p-6 md:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]"
            >
              <div>
                <h3 className="flex flex-wrap items-baseline justify-between gap-x-4 font-display font-semibold text-xl">
                  {type.name}
                  <span className="font-mono font-normal text-base text-brand">
                    <span aria-hidden="true">{text}</span>
                    <span className="sr-only">{spoken}</span>
                  </span>
                </h3>
                <p className="mt-1 text-ink-muted">{aboutType(type.code)}</p>
              </div>
              <Duration type={type} />
            </li>
          );
        })}
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
