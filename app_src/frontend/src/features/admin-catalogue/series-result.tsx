import { useEffect, useRef } from "react";
import type { SlotSeriesResult } from "@/shared/api/generated/types.gen";
import { countOf } from "@/shared/lib/format";
import { formatDate } from "@/shared/lib/time";
import { Alert } from "@/shared/ui/alert";
import { ButtonLink } from "@/shared/ui/button";
import { SKIP_REASONS } from "./series";

/** What became of a series; takes the focus, since it stands above a long form. */
export function SeriesResult({ result, from }: { result: SlotSeriesResult; from: string }) {
  const box = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: again for each new result
  useEffect(() => {
    box.current?.focus();
  }, [result]);
  const { created, existing, skipped } = result;
  return (
    <div ref={box} tabIndex={-1} className="mb-6 focus:outline-none">
      <Alert
        tone={created > 0 ? "success" : "warning"}
        title={
          created > 0
            ? `${countOf(created, "slot")} made`
            : "No new slot: all of them were there already"
        }
        action={
          <ButtonLink to={`/admin/slots?day=${from}`} variant="outline" size="small">
            See the week
          </ButtonLink>
        }
      >
        {created > 0 && existing > 0 ? (
          <p>{countOf(existing, "was", "were")} there already and stayed as they are.</p>
        ) : null}
        {skipped.length > 0 ? (
          <ul>
            {skipped.slice(0, 10).map(({ day, at, reason }) => (
              <li key={`${day} ${at}`}>
                {formatDate(day)}, {at}: {SKIP_REASONS[reason]}
              </li>
            ))}
            {skipped.length > 10 ? <li>and {skipped.length - 10} more left out</li> : null}
          </ul>
        ) : null}
      </Alert>
    </div>
  );
}
