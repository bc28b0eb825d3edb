import type { Missing, Operations, Panel, PanelName, Unit } from "@/shared/api/generated/types.gen";
import { formatDuration } from "@/shared/lib/duration";
import { formatRupees } from "@/shared/lib/format";

const DAY_SECONDS = 86_400;
const number = (digits: number) =>
  new Intl.NumberFormat("en-IN", { maximumFractionDigits: digits });
const whole = number(0);
const one = number(1);
const two = number(2);
const percent = new Intl.NumberFormat("en-IN", { style: "percent", maximumFractionDigits: 1 });

const BYTES = ["B", "kB", "MB", "GB", "TB"] as const;

function readBytes(bytes: number): string {
  let value = Math.abs(bytes);
  let unit = 0;
  while (value >= 1_000 && unit < BYTES.length - 1) {
    value /= 1_000;
    unit += 1;
  }
  return `${(value < 10 && unit > 0 ? one : whole).format(value)} ${BYTES[unit]}`;
}

/** Short times as one measures them, long ones as one says them. */
function readSeconds(seconds: number): string {
  if (seconds < 1) {
    return `${(seconds < 0.01 ? one : whole).format(seconds * 1_000)} ms`;
  }
  return seconds < 60 ? `${one.format(seconds)} s` : formatDuration(seconds);
}

const READ: Readonly<Record<Unit, (value: number) => string>> = {
  per_second: (value) => `${(value < 10 ? two : whole).format(value)}/s`,
  seconds: readSeconds,
  share: (value) => percent.format(value),
  bytes_per_second: (value) => `${readBytes(value)}/s`,
  count: (value) => whole.format(value),
  paise: (value) => formatRupees(Math.round(value / 100) * 100),
};

export const readUnit = (unit: Unit) => READ[unit];

export const WHY: Readonly<Record<Missing, string>> = {
  not_configured: "Prometheus is not set up here.",
  unreachable: "Prometheus did not answer.",
  no_data: "Nothing has been measured yet.",
};

export function panelOf(operations: Operations, name: PanelName): Panel | undefined {
  return operations.panels.find((panel) => panel.name === name);
}

/** The latest value of a line that is not older than a few minutes; undefined when there is none. */
export function latestOf(panel: Panel | undefined, line = 0): number | undefined {
  return panel?.series?.[line]?.values.slice(-3).findLast((value) => value !== null) ?? undefined;
}

export interface Host {
  name: string;
  cpu: number | undefined;
  memory: number | undefined;
  disk: number | undefined;
  received: number | undefined;
  sent: number | undefined;
}

const HOST_PANELS = {
  cpu: "host_cpu",
  memory: "host_memory",
  disk: "host_disk",
  received: "host_received",
  sent: "host_sent",
} as const;

/** What is known of each host, by its name; what one panel lacks is missing there, not the whole host. */
export function hostsOf(operations: Operations): Host[] {
  const hosts = new Map<string, Host>();
  for (const [field, panel] of Object.entries(HOST_PANELS)) {
    for (const { name, value } of panelOf(operations, panel)?.readings ?? []) {
      const host = hosts.get(name) ?? {
        name,
        cpu: undefined,
        memory: undefined,
        disk: undefined,
        received: undefined,
        sent: undefined,
      };
      hosts.set(name, { ...host, [field]: value });
    }
  }
  return [...hosts.values()].sort((a, b) => a.name.localeCompare(b.name));
}

/** Why no host is shown: the reason of the first of their panels. */
export const whyNoHosts = (operations: Operations): Missing =>
  panelOf(operations, HOST_PANELS.cpu)?.missing ?? "no_data";

export type Level = "good" | "attention" | "bad";

/** Nearer to full is worse: from 80 % somebody should look, from 92 % it hurts. */
export const fullness = (share: number): Level =>
  share >= 0.92 ? "bad" : share >= 0.8 ? "attention" : "good";

/** A busy processor is slow, a full disk is down: nobody is woken for the former. */
export const busyness = (share: number): Level => (share >= 0.9 ? "attention" : "good");

/** Backups are made daily; one that is two hours late is looked at, two missed ones are an alarm. */
export const staleness = (seconds: number): Level =>
  seconds > 2 * DAY_SECONDS ? "bad" : seconds > 26 * 3_600 ? "attention" : "good";

/** Certificates live 90 days and are renewed with a third left. */
export const expiry = (seconds: number): Level =>
  seconds < 10 * DAY_SECONDS ? "bad" : seconds < 25 * DAY_SECONDS ? "attention" : "good";
