import { config } from "@/shared/lib/config";
import { useHydrated } from "@/shared/lib/use-hydrated";

/** A link once it is known to be an address: the prerendered file holds a placeholder, filled in when the site starts. */
export function OperatorEmail() {
  const hydrated = useHydrated();
  const { operatorEmail } = config;
  return hydrated && operatorEmail.includes("@") ? (
    <a href={`mailto:${operatorEmail}`}>{operatorEmail}</a>
  ) : (
    operatorEmail
  );
}

/** Who is responsible here: what each installation says of itself (CODEMENTEE_OPERATOR_…), never made up. */
export function Operator() {
  return (
    <dl className="grid gap-x-6 gap-y-1 rounded-card border border-line bg-surface p-5 sm:grid-cols-[7rem_1fr]">
      <dt className="text-ink-muted">Name</dt>
      <dd className="break-words">{config.operatorName}</dd>
      <dt className="text-ink-muted">Address</dt>
      <dd className="break-words">{config.operatorAddress}</dd>
      <dt className="text-ink-muted">E-mail</dt>
      <dd className="break-words">
        <OperatorEmail />
      </dd>
    </dl>
  );
}
