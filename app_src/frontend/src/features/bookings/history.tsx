import type { HistoryEntry } from "@/shared/api/generated/types.gen";
import { Moment } from "@/shared/ui/moment";
import { happened } from "./words";

/** What has happened so far, the latest last. */
export function History({ history }: { history: readonly HistoryEntry[] }) {
  return (
    <ol>
      {history.map((entry, place) => {
        const last = place === history.length - 1;
        return (
          <li key={entry.state} className="relative flex gap-3.5 pb-5 last:pb-0">
            {last ? null : (
              <span
                aria-hidden
                className="absolute top-5 bottom-[-0.25rem] left-[0.4375rem] w-0.5 bg-line"
              />
            )}
            <span
              aria-hidden
              className={`mt-1 size-4 shrink-0 rounded-full border-2 ${last ? "border-brand bg-brand" : "border-line-strong bg-surface"}`}
            />
            <div className="min-w-0">
              <p className={last ? "font-semibold" : ""}>{happened(entry, history[place - 1])}</p>
              <p className="text-ink-muted text-sm">
                <Moment at={entry.at} />
              </p>
            </div>
          </li>
        );
      })}
    </ol>
  );
}
