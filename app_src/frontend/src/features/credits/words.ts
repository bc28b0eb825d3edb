import type { LedgerEntryView } from "@/shared/api/generated/types.gen";
import { countOf } from "@/shared/lib/format";

/** What an entry of the ledger says to its owner. */
export function entryStory({ kind, delta, order_id }: LedgerEntryView): string {
  const mocks = countOf(Math.abs(delta), "mock");
  switch (kind) {
    case "grant":
      return order_id ? `Bought: ${mocks}` : `Given to you: ${mocks}`;
    case "consume":
      return "Used for a booking";
    case "give_back":
      return "Came back from a booking that did not take place";
    case "forfeit":
      return "Stays used: the booking ended too late for it to come back";
    case "expire":
      return `Ran out unused: ${mocks}`;
    case "refund":
      return delta < 0 ? `Paid back to you: ${mocks}` : `Back from a refund that failed: ${mocks}`;
    case "adjust":
      return delta < 0 ? `Taken away by us: ${mocks}` : `Given to you by us: ${mocks}`;
  }
}

/** "+3", "−1", and nothing where nothing changed. */
export function signed(delta: number): string {
  return delta === 0 ? "±0" : delta > 0 ? `+${delta}` : `−${-delta}`;
}
