import { useQuery } from "@tanstack/react-query";
import { ClipboardList } from "lucide-react";
import { AttentionCard } from "@/shared/admin/attention-card";
import { formatDuration } from "@/shared/lib/duration";
import { ageingQuery } from "./queries";

export function QueueAttention() {
  const query = useQuery(ageingQuery);
  return (
    <AttentionCard
      icon={ClipboardList}
      title="Bookings without a mentor"
      to="/admin/bookings"
      link="Open the queue"
      query={query}
      describe={({ ageing }) => {
        const oldest = ageing.oldest_waiting_seconds;
        if (oldest === null) {
          return { figure: "0", text: "Every paid booking has a mentor.", tone: "calm" };
        }
        const late =
          ageing.over_24_hours > 0
            ? `${ageing.over_24_hours} for more than a day`
            : ageing.over_4_hours > 0
              ? `${ageing.over_4_hours} for more than 4 hours`
              : "none for long";
        return {
          figure: String(ageing.waiting),
          text: `The oldest waits for ${formatDuration(oldest)}; ${late}.`,
          tone: ageing.over_24_hours > 0 ? "danger" : ageing.over_4_hours > 0 ? "warning" : "calm",
        };
      }}
    />
  );
}
