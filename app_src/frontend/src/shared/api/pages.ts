import { infiniteQueryOptions, type QueryKey } from "@tanstack/react-query";
import { callApi } from "./client";

interface Page<Item> {
  items: Item[];
  pagination: { next_cursor: string | null };
}

interface PageQuery {
  limit: number;
  cursor?: string;
}

/** The largest page the API gives. */
export const PAGE_LIMIT = 100;

// A catalogue of thousands needs a screen that pages, not a longer loop here.
const MOST_PAGES = 10;

/** All items of a list that is shown as a whole, page by page. */
export async function collectPages<Item>(
  fetchPage: (query: PageQuery) => Promise<Page<Item>>,
): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer: Page<Item> = await fetchPage({
      limit: PAGE_LIMIT,
      ...(cursor ? { cursor } : {}),
    });
    items.push(...answer.items);
    cursor = answer.pagination.next_cursor;
    if (cursor === null) {
      break;
    }
  }
  return items;
}

type ListOperation<Answer> = (options: {
  signal: AbortSignal;
  query: PageQuery;
}) => Promise<{ data?: Answer | undefined; error?: unknown; response?: Response | undefined }>;

/**
 * Query options of a list that grows on request, for useInfiniteQuery and <PagedList>:
 * `pagedQuery(["my", "bookings", state], (call) => listBookings({ ...call, query: { ...call.query, state } }))`.
 */
export function pagedQuery<Answer extends Page<unknown>>(
  queryKey: QueryKey,
  operation: ListOperation<Answer>,
  limit = 20,
) {
  return infiniteQueryOptions({
    queryKey,
    queryFn: ({ signal, pageParam }) =>
      callApi(
        (call) =>
          operation({ ...call, query: { limit, ...(pageParam ? { cursor: pageParam } : {}) } }),
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page: Answer) => page.pagination.next_cursor,
  });
}
