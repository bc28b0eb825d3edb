interface Page<Item> {
  items: Item[];
  pagination: { next_cursor: string | null };
}

/** The largest page the API gives. */
export const PAGE_LIMIT = 100;

// A catalogue of thousands needs a screen that pages, not a longer loop here.
const MOST_PAGES = 10;

/** All items of a list that is shown as a whole, page by page. */
export async function collectPages<Item>(
  fetchPage: (query: { limit: number; cursor?: string }) => Promise<Page<Item>>,
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
