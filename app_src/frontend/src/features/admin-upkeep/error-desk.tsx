import { useQuery } from "@tanstack/react-query";
import { DetailPage } from "@/shared/admin/detail-page";
import type { DefectDetail } from "@/shared/api/generated/types.gen";
import { useNow } from "@/shared/lib/use-now";
import { Badge } from "@/shared/ui/badge";
import { Card } from "@/shared/ui/card";
import { CopyButton } from "@/shared/ui/copy-button";
import { Facts } from "@/shared/ui/facts";
import { Moment } from "@/shared/ui/moment";
import { errorQuery } from "./queries";
import { isNew, SOURCES } from "./sources";

const CODE = "wrap-anywhere font-mono text-sm";

function Trace({ defect }: { defect: DefectDetail }) {
  return (
    <Card title="Trace" aside={<CopyButton labelled text={defect.trace} subject="the trace" />}>
      <p className="mb-3 text-ink-muted">
        Of the first time in this release, the innermost call last. Values are left out.
      </p>
      <section
        aria-label="Lines of the trace"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable with the keyboard
        tabIndex={0}
        className="max-h-[32rem] overflow-auto rounded-control border border-line bg-sunken p-4"
      >
        <pre className="font-mono text-sm">{defect.trace || "No trace was reported."}</pre>
      </section>
    </Card>
  );
}

function Requests({ ids }: { ids: readonly string[] }) {
  return (
    <Card title="Requests">
      <p className="mb-3 text-ink-muted">
        The latest ones. Search the logs for an id to see the whole request.
      </p>
      {ids.length > 0 ? (
        <ul className="grid gap-1">
          {ids.map((id) => (
            <li key={id} className="flex items-center justify-between gap-2">
              <code className={CODE}>{id}</code>
              <CopyButton text={id} subject={`request id ${id}`} />
            </li>
          ))}
        </ul>
      ) : (
        <p className="text-ink-muted">It did not happen within a request.</p>
      )}
    </Card>
  );
}

/** One cause of errors, with what is needed to find it. */
export function ErrorDesk({ errorId }: { errorId: string }) {
  const query = useQuery(errorQuery(errorId));
  const now = useNow(60_000);
  return (
    <DetailPage
      query={query}
      kind="Error"
      title={({ type }) => type}
      back={{ to: "/admin/errors", label: "Errors" }}
      lead={(defect) => (
        <>
          {isNew(defect, now) ? <Badge tone="danger">New</Badge> : null}
          <span className="block break-words">{defect.message}</span>
        </>
      )}
    >
      {(defect) => (
        <div className="grid grid-cols-1 gap-6">
          <div className="grid items-start gap-6 xl:grid-cols-2">
            <Card title="Where and when">
              <Facts
                facts={[
                  [
                    "Place",
                    <code key="place" className={CODE}>
                      {defect.place}
                    </code>,
                  ],
                  ["Caught in", SOURCES[defect.source]],
                  [
                    "Release",
                    <code key="release" className={CODE}>
                      {defect.release}
                    </code>,
                  ],
                  ["Times", defect.count.toLocaleString("en-IN")],
                  ["First seen", <Moment key="first" at={defect.first_seen} />],
                  ["Last seen", <Moment key="last" at={defect.last_seen} />],
                  [
                    "Fingerprint",
                    <code key="fingerprint" className={CODE}>
                      {defect.fingerprint}
                    </code>,
                  ],
                ]}
              />
            </Card>
            <Requests ids={defect.request_ids} />
          </div>
          <Trace defect={defect} />
        </div>
      )}
    </DetailPage>
  );
}
