import { useQuery } from "@tanstack/react-query";
import { Bug, Mail } from "lucide-react";
import { AttentionCard } from "@/shared/admin/attention-card";
import { countOf } from "@/shared/lib/format";
import { formatRelative } from "@/shared/lib/time";
import { failedMailsQuery, latestErrorsQuery } from "./queries";
import { isNew, isRecent } from "./sources";

export function MailsAttention() {
  const query = useQuery(failedMailsQuery);
  return (
    <AttentionCard
      icon={Mail}
      title="Failed mails"
      to="/admin/mails?state=failed"
      link="Open the failed mails"
      query={query}
      describe={({ items, pagination }) => {
        const latest = items[0];
        if (!latest) {
          return { figure: "0", text: "Every mail went out, or is being tried.", tone: "calm" };
        }
        return {
          figure: `${items.length}${pagination.next_cursor === null ? "" : "+"}`,
          text: `The latest failed ${formatRelative(latest.ended_at ?? latest.created_at, Date.now())}.`,
          tone: "danger",
        };
      }}
    />
  );
}

export function ErrorsAttention() {
  const query = useQuery(latestErrorsQuery);
  return (
    <AttentionCard
      icon={Bug}
      title="New errors"
      to="/admin/errors"
      link="Open the errors"
      query={query}
      describe={({ items }) => {
        const now = Date.now();
        const recent = items.filter((defect) => isRecent(defect, now));
        const fresh = recent.filter((defect) => isNew(defect, now));
        return {
          figure: String(fresh.length),
          text:
            recent.length === 0
              ? "No error was seen within the last day."
              : `${countOf(recent.length, "cause")} seen within the last day, ${fresh.length === 0 ? "none" : fresh.length} for the first time.`,
          tone: fresh.length > 0 ? "danger" : recent.length > 0 ? "warning" : "calm",
        };
      }}
    />
  );
}
