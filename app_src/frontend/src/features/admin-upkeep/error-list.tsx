import { useInfiniteQuery } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import { RowLink } from "@/shared/admin/names";
import type { Defect } from "@/shared/api/generated/types.gen";
import { formatRelative } from "@/shared/lib/time";
import { useNow } from "@/shared/lib/use-now";
import { Badge } from "@/shared/ui/badge";
import { FilterBar, useFilter } from "@/shared/ui/filter-bar";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { Notice } from "@/shared/ui/notice";
import { PagedList } from "@/shared/ui/paged-list";
import { type Column, Table } from "@/shared/ui/table";
import { errorsQuery, type Source } from "./queries";
import { isNew, SOURCES } from "./sources";

function useColumns(): Column<Defect>[] {
  const now = useNow(60_000);
  return [
    {
      header: "Error",
      cell: (defect) => (
        <>
          <RowLink to={`/admin/errors/${defect.id}`}>
            <span className="wrap-anywhere">{defect.type}</span>
          </RowLink>{" "}
          {isNew(defect, now) ? <Badge tone="danger">New</Badge> : null}
          <span className="block break-words text-ink-muted text-sm">{defect.message}</span>
        </>
      ),
    },
    {
      header: "Where",
      cell: ({ place, source }) => (
        <>
          <code className="wrap-anywhere font-mono text-sm">{place}</code>
          <span className="block text-ink-muted text-sm">{SOURCES[source]}</span>
        </>
      ),
    },
    { header: "Times", numeric: true, cell: ({ count }) => count.toLocaleString("en-IN") },
    {
      header: "Last seen",
      cell: ({ last_seen: at }) => (
        <time dateTime={at} className="whitespace-nowrap">
          {formatRelative(at, now)}
        </time>
      ),
    },
    {
      header: "Release",
      cell: ({ release }) => <code className="wrap-anywhere font-mono text-sm">{release}</code>,
    },
  ];
}

export function ErrorList() {
  const [chosen, choose] = useFilter("source");
  const source = Object.hasOwn(SOURCES, chosen) ? (chosen as Source) : undefined;
  const query = useInfiniteQuery(errorsQuery(source));
  const columns = useColumns();
  return (
    <>
      <FilterBar
        label="Where it was caught"
        value={source ?? ""}
        onChange={choose}
        options={[
          { value: "", label: "Everywhere" },
          ...Object.entries(SOURCES).map(([value, label]) => ({ value, label })),
        ]}
      />
      <PagedList
        query={query}
        subject="the errors"
        skeleton={<ListSkeleton rows={5} height="h-16" />}
        empty={
          <Notice icon={CircleCheck} title="No error is known">
            <p>Unexpected failures appear here, one line for each cause, for 90 days.</p>
          </Notice>
        }
      >
        {(defects) => (
          <Table caption="Errors" columns={columns} rows={defects} keyOf={({ id }) => id} />
        )}
      </PagedList>
    </>
  );
}
