import { Check } from "lucide-react";

interface StepperProps {
  steps: readonly string[];
  /** Index of the step one is on. */
  current: number;
  /** Goes back to a step that is done; later ones cannot be jumped to. */
  onGoTo?: (step: number) => void;
}

/** Where one is in something of several steps. On a phone only the current one is named. */
export function Stepper({ steps, current, onGoTo }: StepperProps) {
  return (
    <nav aria-label="Steps">
      <p className="mb-2 text-ink-muted text-sm sm:hidden">
        Step {current + 1} of {steps.length}: <span className="text-ink">{steps[current]}</span>
      </p>
      <ol className="flex gap-2">
        {steps.map((step, index) => {
          const done = index < current;
          const content = (
            <>
              <span
                className={`block h-1.5 rounded-full ${index <= current ? "bg-brand" : "bg-line"}`}
              />
              <span className="mt-2 flex items-center gap-1 text-sm max-sm:sr-only">
                {done ? <Check aria-hidden className="size-4 text-brand" /> : null}
                {step}
                {done ? <span className="sr-only"> (done)</span> : null}
              </span>
            </>
          );
          return (
            <li key={step} aria-current={index === current ? "step" : undefined} className="grow">
              {done && onGoTo ? (
                <button
                  type="button"
                  onClick={() => onGoTo(index)}
                  className="block w-full py-2 text-left text-ink-muted hover:text-brand"
                >
                  {content}
                </button>
              ) : (
                <div className={`py-2 ${index === current ? "font-semibold" : "text-ink-muted"}`}>
                  {content}
                </div>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
