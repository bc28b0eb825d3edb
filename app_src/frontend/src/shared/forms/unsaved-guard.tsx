import { useEffect } from "react";
import { useFormContext } from "react-hook-form";
import { useBlocker } from "react-router";
import { Button } from "@/shared/ui/button";
import { Dialog } from "@/shared/ui/dialog";

/** Asks before what was typed in the form around it is left behind; inside a <Form>. */
export function UnsavedGuard() {
  const { formState } = useFormContext();
  // While it is being sent the form itself leads elsewhere.
  const unsaved = formState.isDirty && !formState.isSubmitting;
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      unsaved && currentLocation.pathname !== nextLocation.pathname,
  );

  useEffect(() => {
    if (!unsaved) {
      return;
    }
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [unsaved]);

  return (
    <Dialog
      title="Leave without saving?"
      open={blocker.state === "blocked"}
      onOpenChange={(open) => {
        if (!open) {
          blocker.reset?.();
        }
      }}
    >
      <p className="text-ink-muted">What you changed on this page has not been saved.</p>
      <div className="mt-6 flex flex-wrap-reverse justify-end gap-3">
        <Button variant="outline" onClick={() => blocker.reset?.()}>
          Stay on this page
        </Button>
        <Button variant="danger" onClick={() => blocker.proceed?.()}>
          Leave without saving
        </Button>
      </div>
    </Dialog>
  );
}
