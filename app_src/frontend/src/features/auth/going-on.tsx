import { LoaderCircle } from "lucide-react";

/** In the place of the form while the page behind it loads. */
export function GoingOn() {
  return (
    <p role="status" className="flex min-h-72 items-center justify-center gap-3 text-ink-muted">
      <LoaderCircle aria-hidden className="size-5 animate-spin" />
      You are logged in. One moment…
    </p>
  );
}
