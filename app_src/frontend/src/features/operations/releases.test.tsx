import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { pageOf, refusal, renderPage, signIn, stubApi } from "@tests/support";
import { beforeEach, expect, test } from "vitest";
import type { Release } from "@/shared/api/generated/types.gen";
import { Releases } from "./releases";

const DEPLOYED: Release = {
  id: "20261122T113000Z-4bf92f3",
  kind: "deploy",
  environment: "production",
  release: "4bf92f3",
  previous: "77aa001",
  by: "Ada",
  link: "https://ci.example.com/runs/7",
  started_at: "2026-11-22T11:30:00Z",
  finished_at: "2026-11-22T11:30:52Z",
  duration_seconds: 52,
  outcome: "succeeded",
  reason: null,
  images: {},
  changes: ["Show who may cancel", "Ask for plans once"],
  snapshot: null,
  watch: null,
  notified: { chat: "delivered", mail: "off" },
};
const REVERTED: Release = {
  ...DEPLOYED,
  id: "20261121T113000Z-77aa001",
  release: "77aa001",
  outcome: "reverted",
  reason: "Errors rose to 4 %.",
  link: null,
  changes: [],
};
const INSTALLED: Release = {
  ...REVERTED,
  id: "20261120T113000Z-1111111",
  kind: "install",
  release: "1111111",
  previous: null,
  outcome: "failed",
  reason: null,
};

beforeEach(() => {
  signIn({ role: "admin" });
});

const releases = async () =>
  within(await screen.findByRole("list", { name: "Releases, newest first" }));

test("each release says what became of it, by whom, when where the viewer is, and how long it took", async () => {
  stubApi(pageOf([DEPLOYED, REVERTED, INSTALLED]));
  renderPage(<Releases />);
  const [deployed, reverted, installed] = (await releases()).getAllByRole("listitem");
  expect(deployed).toHaveTextContent("4bf92f3Succeeded");
  expect(deployed).toHaveTextContent(
    /Deployed by Ada, Sun, 22 Nov,? 2026, 5:00 pm IST, in 52 s; before it 77aa001/,
  );
  expect(
    within(deployed as HTMLElement).getByRole("link", { name: "What it is about" }),
  ).toHaveAttribute("href", "https://ci.example.com/runs/7");
  expect(reverted).toHaveTextContent("77aa001Taken back");
  expect(reverted).toHaveTextContent("Errors rose to 4 %.");
  expect(within(reverted as HTMLElement).queryByRole("link")).not.toBeInTheDocument();
  expect(installed).toHaveTextContent("1111111Failed");
  expect(installed).toHaveTextContent("Installed by Ada");
  expect(installed).not.toHaveTextContent("before it");
});

test("changes are shown to whom wants to see them", async () => {
  stubApi(pageOf([DEPLOYED]));
  renderPage(<Releases />);
  const list = await releases();
  expect(list.queryByText("Show who may cancel")).not.toBeInTheDocument();
  await userEvent.click(list.getByText("2 changes"));
  expect(await list.findByText("Show who may cancel")).toBeVisible();
  expect(list.getByText("Ask for plans once")).toBeVisible();
});

test("older ones come on request", async () => {
  const requests = stubApi(pageOf([DEPLOYED], "older"), pageOf([REVERTED]));
  renderPage(<Releases />);
  await userEvent.click(await screen.findByRole("button", { name: "Show more" }));
  expect(await screen.findByText("Taken back")).toBeVisible();
  expect(requests.map(({ url }) => new URL(url).search)).toEqual([
    "?limit=10",
    "?limit=10&cursor=older",
  ]);
});

test("before the first release the page says so", async () => {
  stubApi(pageOf([]));
  renderPage(<Releases />);
  expect(await screen.findByText("Nothing was released yet")).toBeVisible();
});

test("a history that could not be had can be asked for again", async () => {
  stubApi(refusal(401, "authentication_required"));
  renderPage(<Releases />);
  expect(await screen.findByRole("button", { name: /again/i })).toBeVisible();
  expect(screen.getByRole("region", { name: "Releases" })).toBeVisible();
});
