import { useInfiniteQuery } from "@tanstack/react-query";
import { MailCheck } from "lucide-react";
import { RowLink } from "@/shared/admin/names";
import { StateBadge } from "@/shared/admin/state-badge";
import { knownState, MAIL_STATES, optionsOf } from "@/shared/admin/states";
import type { OutboxEntry } from "@/shared/api/generated/types.gen";
import { countOf } from "@/shared/lib/format";
import { FilterBar, useFilter } from "@/shared/ui/filter-bar";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { Moment } from "@/shared/ui/moment";
import { Notice } from "@/shared/ui/notice";
import { PagedList } from "@/shared/ui/paged-list";
import { type Column, Table } from "@/shared/ui/table";
import { TEMPLATES } from "./mail-templates";
import { mailsQuery } from "./queries";
import { RetryMail } from "./retry-mail";

const COLUMNS: readonly Column<OutboxEntry>[] = [
  {
    header: "Mail",
    cell: ({ template }) => <span className="font-medium">{TEMPLATES[template] ?? template}</span>,
  },
  {
    header: "To",
    cell: ({ email, user_id: id }) =>
      email ? (
        <RowLink to={`/admin/users/${id}`}>
          <span className="wrap-anywhere">{email}</span>
        </RowLink>
      ) : (
        <span className="text-ink-muted">Deleted account</span>
      ),
  },
  {
    header: "State",
    cell: ({ state, reason, attempts }) => (
      <>
        <StateBadge states={MAIL_STATES} state={state} />
        {reason ? <span className="mt-1 block break-words text-sm">{reason}</span> : null}
        {attempts > 1 ? (
          <span className="block text-ink-muted text-sm">{countOf(attempts, "attempt")}</span>
        ) : null}
      </>
    ),
  },
  {
    header: "When",
    cell: ({ state, ended_at: ended, next_attempt_at: next }) => {
      if (ended) {
        return <Moment at={ended} />;
      }
      return state === "pending" ? (
        <>
          <span className="text-ink-muted text-sm">next try </span>
          <Moment at={next} />
        </>
      ) : null;
    },
  },
  {
    header: "Action",
    cell: (mail) => (mail.state === "failed" ? <RetryMail mail={mail} /> : null),
  },
];

export function MailList() {
  const [chosen, choose] = useFilter("state");
  const state = knownState(MAIL_STATES, chosen);
  const query = useInfiniteQuery(mailsQuery(state));
  const columns = state === undefined || state === "failed" ? COLUMNS : COLUMNS.slice(0, -1);
  return (
    <>
      <FilterBar
        label="State"
        value={state ?? ""}
        onChange={choose}
        options={[{ value: "", label: "All" }, ...optionsOf(MAIL_STATES)]}
      />
      <PagedList
        query={query}
        subject="the mails"
        skeleton={<ListSkeleton rows={8} height="h-14" />}
        empty={
          <Notice
            icon={MailCheck}
            title={state === "failed" ? "No mail has failed" : "No mail here"}
          >
            <p>
              {state === "failed"
                ? "Whatever was to be sent went out, or is being tried."
                : "Choose another state above."}
            </p>
          </Notice>
        }
      >
        {(mails) => <Table caption="Mails" columns={columns} rows={mails} keyOf={({ id }) => id} />}
      </PagedList>
    </>
  );
}
