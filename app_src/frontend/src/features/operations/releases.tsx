import { useInfiniteQuery } from "@tanstack/react-query";
import { Rocket } from "lucide-react";
import { useState } from "react";
import type { Release, ReleaseOutcome } from "@/shared/api/generated/types.gen";
import { countOf } from "@/shared/lib/format";
import { Badge } from "@/shared/ui/badge";
import { Card } from "@/shared/ui/card";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { Moment } from "@/shared/ui/moment";
import { Notice } from "@/shared/ui/notice";
import { PagedList } from "@/shared/ui/paged-list";
import { releasesQuery } from "./queries";
import { readUnit } from "./read";

const OUTCOMES = {
  succeeded: { tone: "success", word: "Succeeded" },
  reverted: { tone: "warning", word: "Taken back" },
  failed: { tone: "danger", word: "Failed" },
} as const satisfies Record<ReleaseOutcome, object>;

const KINDS = { install: "Installed", deploy: "Deployed", rollback: "Rolled back" } as const;

const duration = readUnit("seconds");

/** What was committed since the release before; as long as it is, only for whom wants to see it. */
function Changes({ changes }: { changes: readonly string[] }) {
  const [open, setOpen] = useState(false);
  if (changes.length === 0) {
    return null;
  }
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary className="inline-flex min-h-9 cursor-pointer items-center text-brand text-sm hover:underline pointer-coarse:min-h-11">
        {countOf(changes.length, "change")}
      </summary>
      {open ? (
        <ul className="mt-1 list-disc rounded-control bg-sunken p-3 pl-8 text-sm">
          {changes.map((change, position) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two commits may have one subject, and the list never changes
            <li key={position} className="break-words">
              {change}
            </li>
          ))}
        </ul>
      ) : null}
    </details>
  );
}

function OneRelease({ release }: { release: Release }) {
  const { tone, word } = OUTCOMES[release.outcome];
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <code className="break-all font-medium font-mono">{release.release}</code>
        <Badge tone={tone}>{word}</Badge>
        {release.link ? (
          <a
            href={release.link}
            target="_blank"
            rel="noreferrer"
            className="text-brand text-sm underline"
          >
            What it is about
          </a>
        ) : null}
      </p>
      <p className="mt-1 text-ink-muted text-sm">
        {KINDS[release.kind]} by {release.by}, <Moment at={release.started_at} />, in{" "}
        {duration(release.duration_seconds)}
        {release.previous ? (
          <>
            ; before it <code className="break-all font-mono">{release.previous}</code>
          </>
        ) : null}
      </p>
      {release.reason ? <p className="mt-1 break-words">{release.reason}</p> : null}
      <Changes changes={release.changes} />
    </>
  );
}

/** What was released, the newest first; from the record that deployments keep, so Prometheus may be away. */
export function Releases() {
  const query = useInfiniteQuery(releasesQuery);
  return (
    <Card title="Releases">
      <PagedList
        query={query}
        subject="the releases"
        skeleton={<ListSkeleton rows={3} height="h-16" />}
        empty={
          <Notice icon={Rocket} title="Nothing was released yet">
            <p>Each installation, deployment and rollback is recorded here.</p>
          </Notice>
        }
      >
        {(releases) => (
          <ol aria-label="Releases, newest first" className="divide-y divide-line">
            {releases.map((release) => (
              <li key={release.id} className="py-3 first:pt-0 last:pb-0">
                <OneRelease release={release} />
              </li>
            ))}
          </ol>
        )}
      </PagedList>
    </Card>
  );
}
