import { useQuery } from "@tanstack/react-query";
import { RowLink } from "@/shared/admin/names";
import { Card } from "@/shared/ui/card";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { QuerySection } from "@/shared/ui/query-section";
import { AuditSentence } from "./audit-sentence";
import { latelyQuery } from "./queries";

/** The last few entries of the audit log. */
export function Lately() {
  const query = useQuery(latelyQuery);
  return (
    <Card title="Lately" aside={<RowLink to="/admin/audit">The whole log</RowLink>}>
      <QuerySection
        query={query}
        subject="the audit log"
        skeleton={<ListSkeleton rows={5} height="h-12" />}
        isEmpty={({ items }) => items.length === 0}
        empty={<p className="text-ink-muted">Nothing has been done yet.</p>}
      >
        {({ items }) => (
          <ol className="divide-y divide-line">
            {items.map((entry) => (
              <li key={entry.id} className="py-2.5 first:pt-0 last:pb-0">
                <AuditSentence entry={entry} />
              </li>
            ))}
          </ol>
        )}
      </QuerySection>
    </Card>
  );
}
