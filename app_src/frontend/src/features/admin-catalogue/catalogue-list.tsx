import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { PackageOpen } from "lucide-react";
import type { ReactNode } from "react";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { Notice } from "@/shared/ui/notice";
import { PagedList } from "@/shared/ui/paged-list";
import { type Column, Table } from "@/shared/ui/table";

interface CatalogueListProps<Item extends { id: string }> {
  query: UseInfiniteQueryResult<InfiniteData<{ items: Item[] }>>;
  filter: ReactNode;
  /** "companies" */
  subject: string;
  columns: readonly Column<Item>[];
  /** In an empty list: what to do next. */
  action: ReactNode;
}

/** The frame of the catalogue's lists. */
export function CatalogueList<Item extends { id: string }>({
  query,
  filter,
  subject,
  columns,
  action,
}: CatalogueListProps<Item>) {
  return (
    <>
      {filter}
      <PagedList
        query={query}
        subject={`the ${subject}`}
        skeleton={<ListSkeleton rows={6} height="h-12" />}
        empty={
          <Notice icon={PackageOpen} title={`No ${subject} here`} action={action}>
            <p>Choose another view above, or add one.</p>
          </Notice>
        }
      >
        {(items) => (
          <Table
            caption={subject.charAt(0).toUpperCase() + subject.slice(1)}
            columns={columns}
            rows={items}
            keyOf={({ id }) => id}
          />
        )}
      </PagedList>
    </>
  );
}
