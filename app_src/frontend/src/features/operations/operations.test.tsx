import { act, screen, within } from "@testing-library/react";
import { refusal, renderPage, signIn, stubApi } from "@tests/support";
import { beforeEach, expect, test, vi } from "vitest";
import type {
  Line,
  Missing,
  Operations,
  Panel,
  PanelName,
  Reading,
  Unit,
} from "@/shared/api/generated/types.gen";
import { OperationsView } from "./operations";
import { expiry, fullness, latestOf, readUnit, staleness } from "./read";

const UNITS: Readonly<Record<PanelName, Unit>> = {
  requests: "per_second",
  latency: "seconds",
  errors: "share",
  cache_hits: "share",
  host_cpu: "share",
  host_memory: "share",
  host_disk: "share",
  host_received: "bytes_per_second",
  host_sent: "bytes_per_second",
  replicas: "count",
  database_pool: "count",
  outbox_lag: "seconds",
  outbox_mails: "count",
  backup_age: "seconds",
  certificate_left: "seconds",
  cost_month: "paise",
  cost_forecast: "paise",
};
const TIMES = ["2026-11-22T11:58:00Z", "2026-11-22T11:59:00Z", "2026-11-22T12:00:00Z"];

const reading = (name: string, value: number, detail: string | null = null): Reading => ({
  name,
  value,
  detail,
});

/** What is not given is missing, for that reason. */
function operations(
  given: Partial<Record<PanelName, { readings?: Reading[]; series?: Line[] }>>,
  missing: Missing = "no_data",
): Response {
  const panels = (Object.keys(UNITS) as PanelName[]).map(
    (name): Panel => ({
      name,
      unit: UNITS[name],
      readings: given[name]?.readings ?? null,
      series: given[name]?.series ?? null,
      missing: given[name] ? null : missing,
    }),
  );
  return Response.json({
    as_of: "2026-11-22T12:00:00Z",
    times: TIMES,
    panels,
  } satisfies Operations);
}

beforeEach(() => {
  signIn({ role: "admin" });
});

const region = (name: string) => screen.findByRole("region", { name });
const statOf = (label: string) => screen.getByText(label, { selector: "dt" }).nextElementSibling;

test("what is measured is shown, each panel by itself", async () => {
  stubApi(
    operations({
      requests: { series: [{ name: "requests", values: [30, 41.4, null] }] },
      latency: {
        series: [
          { name: "p50", values: [0.01, 0.012, 0.0123] },
          { name: "p95", values: [0.1, 0.1, 0.132] },
        ],
      },
      host_cpu: { readings: [reading("vps-1", 0.34), reading("vps-2", 0.5)] },
      host_disk: { readings: [reading("vps-2", 0.93)] },
      replicas: { readings: [reading("api", 2, "4bf92f3"), reading("api", 1, "77aa001")] },
      certificate_left: { readings: [reading("codementee.example", 8.4 * 86_400)] },
    }),
  );
  renderPage(<OperationsView />);
  const hosts = within(await screen.findByRole("table", { name: "Hosts with their load" }));
  const [, first, second] = hosts.getAllByRole("row");
  expect(first).toHaveTextContent(/vps-1.*34%.*no data/);
  expect(second).toHaveTextContent(/vps-2.*50%.*Act now93%/);
  expect(statOf("Requests")).toHaveTextContent("41/s");
  expect(statOf("Half answered in")).toHaveTextContent("12 ms");
  expect(statOf("95 of 100 answered in")).toHaveTextContent("132 ms");
  expect(statOf("Failed")).toHaveTextContent("no data");
  expect(await region("Replicas and releases")).toHaveTextContent("More than one release of api");
  expect(await region("Certificates")).toHaveTextContent("8 daysStateAct now");
  expect(await region("Latest backups")).toHaveTextContent(
    "No data. Nothing has been measured yet.",
  );
});

test.each([
  [
    "not_configured",
    "Prometheus is not set up in this environment",
    "Prometheus is not set up here.",
  ],
  ["unreachable", "Prometheus does not answer", "Prometheus did not answer."],
] as const)("%s is said once for all and at each panel", async (missing, title, why) => {
  stubApi(operations({}, missing));
  renderPage(<OperationsView />);
  expect(await screen.findByText(title)).toBeVisible();
  for (const name of ["Requests", "Hosts", "Latest backups", "Costs this month"]) {
    expect(await region(name)).toHaveTextContent(`No data. ${why}`);
  }
});

test("figures are renewed every 15 seconds; a failure leaves the old ones and says so", async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const pool = (open: number) =>
    operations({ database_pool: { readings: [reading("open", open), reading("checked_out", 1)] } });
  const requests = stubApi(pool(20), pool(24), refusal(401, "authentication_required"));
  renderPage(<OperationsView />);
  expect(await region("Database connections")).toHaveTextContent("Open20");
  await act(() => vi.advanceTimersByTimeAsync(15_100));
  expect(await region("Database connections")).toHaveTextContent("Open24");
  expect(requests).toHaveLength(2);
  await act(() => vi.advanceTimersByTimeAsync(15_100));
  expect(await screen.findByText("The figures could not be renewed")).toBeVisible();
  expect(await region("Database connections")).toHaveTextContent("Open24");
  vi.useRealTimers();
});

test("units read as people say them", () => {
  expect(readUnit("seconds")(0.0042)).toBe("4.2 ms");
  expect(readUnit("seconds")(5 * 3_600)).toBe("5 hours");
  expect(readUnit("bytes_per_second")(1_240_000)).toBe("1.2 MB/s");
  expect(readUnit("share")(0.0213)).toBe("2.1%");
  expect(readUnit("paise")(119_849.6)).toBe("₹1,198");
});

test("a figure that is older than three minutes is no figure of now", () => {
  const panel = (values: (number | null)[]): Panel => ({
    name: "requests",
    unit: "per_second",
    readings: null,
    series: [{ name: "requests", values }],
    missing: null,
  });
  expect(latestOf(panel([5, 6, null, null]))).toBe(6);
  expect(latestOf(panel([5, null, null, null]))).toBeUndefined();
  expect(latestOf(panel([5, 0]))).toBe(0);
});

test("limits are where somebody has to look, and where it hurts", () => {
  expect([0.79, 0.8, 0.92].map(fullness)).toEqual(["good", "attention", "bad"]);
  expect([25, 27, 49].map((hours) => staleness(hours * 3_600))).toEqual([
    "good",
    "attention",
    "bad",
  ]);
  expect([30, 24, 9].map((days) => expiry(days * 86_400))).toEqual(["good", "attention", "bad"]);
});
