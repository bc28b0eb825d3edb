import type { Operations, Panel, Reading } from "@/shared/api/generated/types.gen";
import { BarList } from "@/shared/charts/bar-list";
import { countOf } from "@/shared/lib/format";
import { Facts } from "@/shared/ui/facts";
import { Table } from "@/shared/ui/table";
import { LevelBadge, PanelCard } from "./panel-card";
import { expiry, type Level, panelOf, readUnit, staleness } from "./read";

interface PartProps {
  operations: Operations;
}

const reading = (panel: Panel | undefined, name: string) =>
  panel?.readings?.find((one) => one.name === name)?.value;

const REPLICA_COLUMNS = [
  { header: "Service", cell: ({ name }: Reading) => <span className="font-medium">{name}</span> },
  {
    header: "Release",
    cell: ({ detail }: Reading) => (
      <code className="break-all font-mono text-sm">{detail || "unnamed"}</code>
    ),
  },
  { header: "Replicas", cell: ({ value }: Reading) => value, numeric: true },
] as const;

/** Services of which more than one release runs: a deployment is under way, or has got stuck. */
export function mixedServices(readings: readonly Reading[]): string[] {
  const releases = Map.groupBy(readings, ({ name }) => name);
  return [...releases].filter(([, found]) => found.length > 1).map(([name]) => name);
}

export function Replicas({ operations }: PartProps) {
  return (
    <PanelCard title="Replicas and releases" panel={panelOf(operations, "replicas")}>
      {(panel) => {
        const readings = panel.readings ?? [];
        const mixed = mixedServices(readings);
        return (
          <>
            <Table
              caption="Running replicas by service and release"
              columns={REPLICA_COLUMNS}
              rows={readings}
              keyOf={({ name, detail }) => `${name} ${detail}`}
            />
            {mixed.length > 0 ? (
              <p className="mt-3 text-sm">
                More than one release of {mixed.join(" and ")} runs: a deployment is under way, or
                has got stuck.
              </p>
            ) : null}
          </>
        );
      }}
    </PanelCard>
  );
}

export function DatabasePool({ operations }: PartProps) {
  return (
    <PanelCard title="Database connections" panel={panelOf(operations, "database_pool")}>
      {(panel) => (
        <Facts
          facts={[
            ["In use", reading(panel, "checked_out") ?? 0],
            ["Open", reading(panel, "open") ?? 0],
          ]}
        />
      )}
    </PanelCard>
  );
}

export function Outbox({ operations }: PartProps) {
  const mails = panelOf(operations, "outbox_mails");
  return (
    <PanelCard title="Mails" panel={panelOf(operations, "outbox_lag")}>
      {(panel) => {
        const lag = panel.readings?.[0]?.value ?? 0;
        return (
          <Facts
            facts={[
              ["Longest wait", lag > 0 ? readUnit(panel.unit)(lag) : "nothing is late"],
              ["Waiting, also for their time", reading(mails, "pending") ?? "no data"],
              ["Failed for good", reading(mails, "failed") ?? "no data"],
            ]}
          />
        );
      }}
    </PanelCard>
  );
}

function levelColumns(
  header: string,
  read: (value: number) => string,
  level: (v: number) => Level,
) {
  return [
    { header: "What", cell: ({ name }: Reading) => <span className="font-medium">{name}</span> },
    { header, cell: ({ value }: Reading) => read(value), numeric: true },
    {
      header: "State",
      cell: ({ value }: Reading) => <LevelBadge level={level(value)} />,
      numeric: true,
    },
  ] as const;
}

const BACKUP_COLUMNS = levelColumns("Age", readUnit("seconds"), staleness);
const CERTIFICATE_COLUMNS = levelColumns(
  "Valid for",
  (seconds) => countOf(Math.max(0, Math.floor(seconds / 86_400)), "day"),
  expiry,
);

export function Backups({ operations }: PartProps) {
  return (
    <PanelCard title="Latest backups" panel={panelOf(operations, "backup_age")}>
      {(panel) => (
        <Table
          caption="Age of the latest backup of each kind"
          columns={BACKUP_COLUMNS}
          rows={panel.readings ?? []}
          keyOf={({ name }) => name}
        />
      )}
    </PanelCard>
  );
}

export function Certificates({ operations }: PartProps) {
  return (
    <PanelCard title="Certificates" panel={panelOf(operations, "certificate_left")}>
      {(panel) => (
        <Table
          caption="Days left of each certificate"
          columns={CERTIFICATE_COLUMNS}
          rows={panel.readings ?? []}
          keyOf={({ name }) => name}
        />
      )}
    </PanelCard>
  );
}

export function Costs({ operations }: PartProps) {
  const forecast = panelOf(operations, "cost_forecast")?.readings?.[0]?.value;
  return (
    <PanelCard title="Costs this month" panel={panelOf(operations, "cost_month")}>
      {(panel) => {
        const read = readUnit(panel.unit);
        const parts = panel.readings ?? [];
        const total = parts.reduce((sum, { value }) => sum + value, 0);
        return (
          <>
            <BarList
              title="Costs this month by part"
              bars={parts.map(({ name, value }) => ({ label: name, value, text: read(value) }))}
            />
            <p className="mt-4">
              <strong>{read(total)}</strong> so far
              {forecast === undefined ? "" : `, ${read(forecast)} expected by the end of the month`}
            </p>
          </>
        );
      }}
    </PanelCard>
  );
}
