import { ButtonLink } from "@/shared/ui/button";

/** Below the plans: nobody has to choose one today. Gone for those who have an account. */
export function FreeFirst() {
  return (
    <div className="mt-8 flex flex-wrap items-center justify-between gap-x-8 gap-y-4 rounded-card border border-line border-dashed p-6 signed-in:hidden">
      <div className="min-w-0 grow basis-80">
        <h3 className="font-display font-semibold text-xl">Not sure yet? Start without a plan</h3>
        <p className="mt-1 text-ink-muted">
          A free account shows every company, track and mentor, what each interview scores, and the
          times you could have. You choose a plan at the end of your first booking.
        </p>
      </div>
      <ButtonLink to="/register" variant="outline">
        Create a free account
      </ButtonLink>
    </div>
  );
}
