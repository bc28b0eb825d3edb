import { PersonLink, RowLink } from "@/shared/admin/names";
import type { AuditEntry } from "@/shared/api/generated/types.gen";
import { Moment } from "@/shared/ui/moment";
import { AuditDetails } from "./audit-details";
import { actionText, nobodyText, subjectPage, subjectText } from "./audit-words";

interface AuditSentenceProps {
  entry: AuditEntry;
  /** With what changed, behind a click. */
  details?: boolean;
}

/** One entry of the log as somebody would say it. */
export function AuditSentence({ entry, details = false }: AuditSentenceProps) {
  const page = subjectPage(entry.subject, entry.subject_id);
  return (
    <>
      <p>
        {entry.actor ? (
          <PersonLink id={entry.actor} />
        ) : (
          <span className="font-medium">{nobodyText(entry.actor_role)}</span>
        )}{" "}
        {actionText(entry.action)}
        {page ? (
          <>
            : <RowLink to={page}>open the {subjectText(entry.subject)}</RowLink>
          </>
        ) : null}
        <span className="block text-ink-muted text-sm">
          <Moment at={entry.at} />
        </span>
      </p>
      {details ? <AuditDetails details={entry.details} /> : null}
    </>
  );
}
