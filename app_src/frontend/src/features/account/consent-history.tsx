import type { Consent } from "@/shared/api/generated/types.gen";
import { countOf } from "@/shared/lib/format";
import { Moment } from "@/shared/ui/moment";

const TITLES = {
  terms: "Terms of use",
  privacy: "Privacy policy",
  marketing: "News by mail",
} as const;

/** Every entry as it was made; none is ever changed. */
export function ConsentHistory({ entries }: { entries: readonly Consent[] }) {
  if (entries.length === 0) {
    return null;
  }
  return (
    <details className="border-line border-t pt-2">
      <summary className="inline-flex min-h-11 cursor-pointer items-center font-semibold text-brand hover:underline">
        History, {countOf(entries.length, "entry", "entries")}
      </summary>
      <ol className="grid gap-2 pb-1 text-sm">
        {entries.map((entry) => (
          <li key={entry.id} className="flex flex-wrap gap-x-2">
            <span className="text-ink-muted">
              <Moment at={entry.at} />
            </span>
            <span>
              {TITLES[entry.subject]}, version {entry.version}:{" "}
              {entry.granted ? "agreed" : "withdrawn"}
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}
