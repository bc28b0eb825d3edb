import type { Operations } from "@/shared/api/generated/types.gen";
import { Card } from "@/shared/ui/card";
import { Table } from "@/shared/ui/table";
import { LevelBadge, NoData } from "./panel-card";
import { busyness, fullness, type Host, hostsOf, type Level, readUnit, whyNoHosts } from "./read";

const share = readUnit("share");
const rate = readUnit("bytes_per_second");

/** How full something is; the word says when somebody should look. */
function Share({
  value,
  level: levelOf = fullness,
}: {
  value: number | undefined;
  level?: (share: number) => Level;
}) {
  if (value === undefined) {
    return <span className="text-ink-muted">no data</span>;
  }
  const level = levelOf(value);
  return (
    <span className="inline-flex flex-wrap items-center justify-end gap-2">
      {level === "good" ? null : <LevelBadge level={level} />}
      {share(value)}
    </span>
  );
}

const Rate = ({ value }: { value: number | undefined }) =>
  value === undefined ? <span className="text-ink-muted">no data</span> : rate(value);

const COLUMNS = [
  { header: "Host", cell: ({ name }: Host) => <span className="font-medium">{name}</span> },
  { header: "CPU", cell: ({ cpu }: Host) => <Share value={cpu} level={busyness} />, numeric: true },
  { header: "Memory", cell: ({ memory }: Host) => <Share value={memory} />, numeric: true },
  { header: "Fullest disk", cell: ({ disk }: Host) => <Share value={disk} />, numeric: true },
  { header: "Received", cell: ({ received }: Host) => <Rate value={received} />, numeric: true },
  { header: "Sent", cell: ({ sent }: Host) => <Rate value={sent} />, numeric: true },
] as const;

export function Hosts({ operations }: { operations: Operations }) {
  const hosts = hostsOf(operations);
  return (
    <Card title="Hosts">
      {hosts.length === 0 ? (
        <NoData missing={whyNoHosts(operations)} />
      ) : (
        <Table
          caption="Hosts with their load"
          columns={COLUMNS}
          rows={hosts}
          keyOf={({ name }) => name}
        />
      )}
    </Card>
  );
}
