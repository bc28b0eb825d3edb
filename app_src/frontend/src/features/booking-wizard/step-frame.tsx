import { ArrowLeft } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { FormFailure } from "@/shared/forms/form-failure";
import { Button } from "@/shared/ui/button";

interface StepFrameProps {
  title: string;
  lead?: ReactNode;
  children: ReactNode;
  failure?: unknown;
  onBack?: (() => void) | undefined;
  /** The button that leads on. */
  action: ReactNode;
  /** One came here from another step: the heading takes the focus, as a page's start would. */
  arrived: boolean;
}

/** What every step looks like: its question, the answer, what went wrong, the way back and on. */
export function StepFrame({
  title,
  lead,
  children,
  failure,
  onBack,
  action,
  arrived,
}: StepFrameProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const came = useRef(arrived);
  useEffect(() => {
    if (came.current) {
      heading.current?.focus();
      came.current = false;
    }
  }, []);
  return (
    <div>
      <h2
        ref={heading}
        tabIndex={-1}
        className="scroll-mt-24 font-bold font-display text-2xl focus:outline-none"
      >
        {title}
      </h2>
      {lead ? <div className="mt-1.5 max-w-2xl text-ink-muted">{lead}</div> : null}
      <div className="mt-6">{children}</div>
      {failure ? (
        <div className="mt-6">
          <FormFailure failure={failure} />
        </div>
      ) : null}
      <div className="mt-8 flex flex-wrap-reverse items-center justify-between gap-3 border-line border-t pt-6">
        {onBack ? (
          <Button variant="quiet" className="-ml-3" onClick={onBack}>
            <ArrowLeft aria-hidden className="size-4" />
            Back
          </Button>
        ) : null}
        <div className="ml-auto flex flex-wrap items-center justify-end gap-3 max-sm:grow max-sm:[&>button]:grow">
          {action}
        </div>
      </div>
    </div>
  );
}
