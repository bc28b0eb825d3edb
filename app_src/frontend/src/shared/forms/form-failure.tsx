import { useEffect, useRef } from "react";
import { ApiError, explain } from "@/shared/api/errors";
import { Alert } from "@/shared/ui/alert";

/** What went wrong with an action, next to where it was started; takes the focus so that nobody misses it. */
export function FormFailure({ failure }: { failure: unknown }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (failure) {
      box.current?.focus();
    }
  }, [failure]);
  if (!failure) {
    return null;
  }
  // A refusal explains itself; a fault of ours is looked up by its reference.
  const fault = failure instanceof ApiError && failure.failure === "unavailable";
  const reference = fault ? failure.reference : undefined;
  return (
    <div ref={box} tabIndex={-1} className="focus:outline-none">
      <Alert tone="danger">
        <p>{explain(failure)}</p>
        {reference ? (
          <p className="mt-1 text-sm">
            Reference for support: <code className="break-all font-mono">{reference}</code>
          </p>
        ) : null}
      </Alert>
    </div>
  );
}
