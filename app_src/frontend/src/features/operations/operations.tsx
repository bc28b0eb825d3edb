import { useQuery } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { explain } from "@/shared/api/errors";
import type { Operations } from "@/shared/api/generated/types.gen";
import { countOf } from "@/shared/lib/format";
import { useNow } from "@/shared/lib/use-now";
import { Alert } from "@/shared/ui/alert";
import { Button } from "@/shared/ui/button";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { QuerySection } from "@/shared/ui/query-section";
import { Hosts } from "./hosts";
import { LiveCharts, LiveFigures } from "./live";
import { Backups, Certificates, Costs, DatabasePool, Outbox, Replicas } from "./parts";
import { operationsQuery, REFRESH_MS } from "./queries";

/** One sentence for what all panels have in common; a single empty panel speaks for itself. */
function Summary({ operations }: { operations: Operations }) {
  const reasons = new Set(operations.panels.map(({ missing }) => missing));
  if (reasons.has("not_configured")) {
    return (
      <Alert title="Prometheus is not set up in this environment">
        <p>
          This page shows what Prometheus measures. Until <code>app_prometheus_url</code> names one,
          every panel is empty; the platform itself is not affected.
        </p>
      </Alert>
    );
  }
  if (reasons.has("unreachable")) {
    return (
      <Alert tone="warning" title="Prometheus does not answer">
        <p>
          {reasons.size === 1
            ? "Nothing can be said about how the platform runs at the moment."
            : "Some panels are empty because of it."}{" "}
          It is asked again every {REFRESH_MS / 1_000} seconds.
        </p>
      </Alert>
    );
  }
  return null;
}

/** How old the figures are; not announced, it would never be quiet. */
function Age({ asOf }: { asOf: string }) {
  const now = useNow(1_000);
  const seconds = Math.max(0, Math.round((now - Date.parse(asOf)) / 1_000));
  return (
    <span role="timer" aria-live="off">
      {seconds < 2 ? "just now" : `${countOf(seconds, "second")} ago`}
    </span>
  );
}

function Panels({ operations }: { operations: Operations }) {
  return (
    <>
      <Summary operations={operations} />
      <LiveFigures operations={operations} />
      <LiveCharts operations={operations} />
      <Hosts operations={operations} />
      <div className="grid items-start gap-6 xl:grid-cols-2 *:min-w-0">
        <Replicas operations={operations} />
        <Certificates operations={operations} />
        <Backups operations={operations} />
        <Costs operations={operations} />
        <DatabasePool operations={operations} />
        <Outbox operations={operations} />
      </div>
    </>
  );
}

/** How the platform runs, renewed while somebody looks. */
export function OperationsView() {
  const query = useQuery(operationsQuery);
  return (
    <div className="grid gap-6">
      {query.data ? (
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="text-ink-muted">
            Measured <Age asOf={query.data.as_of} />; renewed every {REFRESH_MS / 1_000} seconds
            while this page is visible.
          </p>
          <Button
            variant="outline"
            size="small"
            busy={query.isFetching}
            onClick={() => void query.refetch()}
          >
            {query.isFetching ? null : <RefreshCw aria-hidden className="size-4" />}
            Renew now
          </Button>
        </div>
      ) : null}
      {query.isRefetchError ? (
        <Alert tone="danger" title="The figures could not be renewed">
          <p>{explain(query.error)} What you see is older.</p>
        </Alert>
      ) : null}
      <QuerySection
        query={query}
        subject="the operations figures"
        skeleton={<ListSkeleton rows={4} height="h-56" />}
      >
        {(operations) => <Panels operations={operations} />}
      </QuerySection>
    </div>
  );
}
