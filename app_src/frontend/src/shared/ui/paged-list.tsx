import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { explain } from "@/shared/api/errors";
import { Alert } from "./alert";
import { Button } from "./button";
import { QuerySection } from "./query-section";

interface Page<Item> {
  items: Item[];
}

interface PagedListProps<Item> {
  query: UseInfiniteQueryResult<InfiniteData<Page<Item>>>;
  /** As it reads after "Loading" and "We could not load": "your bookings". */
  subject: string;
  skeleton: ReactNode;
  empty: ReactNode;
  children: (items: Item[]) => ReactNode;
}

/** A list that grows on request, with the states of every list (made with pagedQuery). */
export function PagedList<Item>({
  query,
  subject,
  skeleton,
  empty,
  children,
}: PagedListProps<Item>) {
  return (
    <QuerySection
      query={query}
      subject={subject}
      skeleton={skeleton}
      empty={empty}
      isEmpty={(data) => data.pages.every((page) => page.items.length === 0)}
    >
      {(data) => (
        <>
          {children(data.pages.flatMap((page) => page.items))}
          {query.isFetchNextPageError ? (
            <div className="mt-4">
              <Alert tone="danger">{explain(query.error)}</Alert>
            </div>
          ) : null}
          {query.hasNextPage ? (
            <div className="mt-6 text-center">
              <Button
                variant="outline"
                busy={query.isFetchingNextPage}
                onClick={() => void query.fetchNextPage()}
              >
                Show more
              </Button>
            </div>
          ) : null}
        </>
      )}
    </QuerySection>
  );
}
