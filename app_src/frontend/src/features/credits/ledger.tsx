import { useInfiniteQuery } from "@tanstack/react-query";
import { ScrollText } from "lucide-react";
import { Link } from "react-router";
import type { LedgerEntryView } from "@/shared/api/generated/types.gen";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { Moment } from "@/shared/ui/moment";
import { Notice } from "@/shared/ui/notice";
import { PagedList } from "@/shared/ui/paged-list";
import { Table } from "@/shared/ui/table";
import { ledgerQuery } from "./queries";
import { entryStory, signed } from "./words";

const LINK =
  "inline-flex min-h-9 items-center font-medium text-brand underline-offset-4 hover:underline pointer-coarse:min-h-11";

function Subject({ entry }: { entry: LedgerEntryView }) {
  if (entry.booking_id) {
    return (
      <Link to={`/mentee/bookings/${entry.booking_id}`} className={LINK}>
        Booking
      </Link>
    );
  }
  return entry.order_id ? (
    <Link to={`/mentee/orders/${entry.order_id}`} className={LINK}>
      Order
    </Link>
  ) : (
    "–"
  );
}

/** Every change of what one has, in words; together they add up to what is left. */
export function Ledger() {
  const query = useInfiniteQuery(ledgerQuery);
  return (
    <PagedList
      query={query}
      subject="your account"
      skeleton={<ListSkeleton height="h-12" />}
      empty={
        <Notice icon={ScrollText} title="Nothing has happened yet">
          <p>Each mock that you buy, use or get back will be listed here.</p>
        </Notice>
      }
    >
      {(entries) => (
        <Table
          caption="Every change of your mocks, the latest first"
          rows={entries}
          keyOf={({ id }) => id}
          columns={[
            { header: "When", cell: ({ at }) => <Moment at={at} /> },
            { header: "What", cell: (entry) => entryStory(entry) },
            { header: "Mocks", numeric: true, cell: ({ delta }) => signed(delta) },
            { header: "About", cell: (entry) => <Subject entry={entry} /> },
          ]}
        />
      )}
    </PagedList>
  );
}
