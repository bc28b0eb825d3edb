import { useQuery } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import { AttentionCard } from "@/shared/admin/attention-card";
import { formatRupees } from "@/shared/lib/format";
import { formatRelative } from "@/shared/lib/time";
import { openRefundsQuery } from "./queries";

export function RefundsAttention() {
  const query = useQuery(openRefundsQuery);
  return (
    <AttentionCard
      icon={Undo2}
      title="Refunds to decide"
      to="/admin/refunds?state=requested"
      link="Open the refunds"
      query={query}
      describe={({ items, pagination }) => {
        const oldest = items.at(-1);
        if (!oldest) {
          return { figure: "0", text: "Nobody waits for a decision.", tone: "calm" };
        }
        const sum = items.reduce((total, { amount_paise: amount }) => total + amount, 0);
        const more = pagination.next_cursor !== null;
        return {
          figure: `${items.length}${more ? "+" : ""}`,
          text: `${formatRupees(sum)} asked for, first ${formatRelative(oldest.created_at, Date.now())}.`,
          tone: "warning",
        };
      }}
    />
  );
}
