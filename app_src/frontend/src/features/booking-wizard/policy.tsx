import { POLICY_VERSION } from "@/shared/lib/policy";

const RULES = [
  ["Up to 24 hours before", "Cancel or move it freely. The mock comes back to your account."],
  [
    "24 to 3 hours before",
    "You can move it once. Cancelling, then or after such a move, uses up the mock.",
  ],
  ["Less than 3 hours before", "It can no longer be moved. Cancelling or not coming uses it up."],
  ["If we or the mentor cancel", "The mock always comes back, whenever that is."],
] as const;

/** The cancellation policy in force, in plain words; the version is kept with the booking. */
export function CancellationRules() {
  return (
    <div>
      <dl className="grid gap-x-6 gap-y-3 sm:grid-cols-[13rem_1fr]">
        {RULES.map(([when, what]) => (
          <div key={when} className="sm:contents">
            <dt className="font-medium">{when}</dt>
            <dd className="text-ink-muted">{what}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 text-ink-muted text-sm">
        Before a mentor is found you can cancel or change your times at any moment. These are the
        rules of {POLICY_VERSION}; they stay as they are for this booking.
      </p>
    </div>
  );
}
