import { useInfiniteQuery } from "@tanstack/react-query";
import { ScrollText } from "lucide-react";
import { ButtonLink } from "@/shared/ui/button";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { Notice } from "@/shared/ui/notice";
import { PagedList } from "@/shared/ui/paged-list";
import { AuditFilters, useAuditFilter } from "./audit-filter";
import { AuditSentence } from "./audit-sentence";
import { auditQuery } from "./queries";

/** Who did what, as sentences. */
export function AuditList() {
  const [filter, change] = useAuditFilter();
  const query = useInfiniteQuery(auditQuery(filter));
  return (
    <>
      <AuditFilters filter={filter} onChange={change} />
      <PagedList
        query={query}
        subject="the audit log"
        skeleton={<ListSkeleton rows={6} height="h-16" />}
        empty={
          <Notice
            icon={ScrollText}
            title="Nothing in the log fits"
            action={<ButtonLink to="/admin/audit">Show the whole log</ButtonLink>}
          >
            <p>What administrators, mentors and the system do where it matters is kept here.</p>
          </Notice>
        }
      >
        {(entries) => (
          <ol className="divide-y divide-line border-line border-y">
            {entries.map((entry) => (
              <li key={entry.id} className="py-3">
                <AuditSentence entry={entry} details />
              </li>
            ))}
          </ol>
        )}
      </PagedList>
    </>
  );
}
