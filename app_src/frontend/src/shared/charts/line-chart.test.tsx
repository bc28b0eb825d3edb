import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { LineChart } from "./line-chart";
import { areaUnder, positions, roundUp, segments, shownLabels } from "./scale";

const text = (value: number) => `${value} ms`;

test("a gap parts the line; a value alone is a dot; the table says there is no data", () => {
  const { container } = render(
    <LineChart
      title="Answers"
      labels={["1", "2", "3", "4"]}
      series={[{ name: "p95", values: [100, 200, null, 50] }]}
      format={text}
    />,
  );
  expect(container.querySelectorAll("polyline")).toHaveLength(1);
  expect(container.querySelectorAll("circle")).toHaveLength(3);
  expect(screen.getAllByRole("row", { hidden: true })[3]).toHaveTextContent("3no data");
  expect(screen.getByRole("slider")).toHaveAttribute("aria-valuetext", "4: 50 ms");
});

test("several series are named with their value, and told apart without colour", () => {
  const { container } = render(
    <LineChart
      title="Requests"
      labels={["Mon", "Tue"]}
      series={[
        { name: "Good", values: [1, 2] },
        { name: "Bad", values: [0, null] },
      ]}
      format={String}
    />,
  );
  const legend = screen.getAllByRole("listitem").map((item) => item.textContent);
  expect(legend).toEqual(["Good2", "Bad–"]);
  expect(screen.getByRole("slider")).toHaveAttribute("aria-valuetext", "Tue: Good 2, Bad no data");
  const dashes = [...container.querySelectorAll("polyline")].map((line) =>
    line.getAttribute("stroke-dasharray"),
  );
  expect(new Set(dashes).size).toBe(dashes.length);
});

test("without any value it says so instead of drawing an empty frame", () => {
  render(
    <LineChart
      title="Backups"
      labels={["Mon"]}
      series={[{ name: "Size", values: [null] }]}
      format={String}
    />,
  );
  expect(screen.getByText("No data yet for “Backups”.")).toBeVisible();
});

test("one value needs no slider", () => {
  render(
    <LineChart
      title="Once"
      labels={["Mon"]}
      series={[{ name: "n", values: [3] }]}
      format={String}
    />,
  );
  expect(screen.queryByRole("slider")).not.toBeInTheDocument();
  expect(screen.getByRole("figure", { name: "Once" })).toBeVisible();
});

test("the scale ends at a round number above the highest value", () => {
  expect([0, 0.3, 1, 7, 21, 2_600].map(roundUp)).toEqual([1, 0.5, 1, 10, 25, 5_000]);
});

test("positions run from edge to edge, and the pointer finds the nearest", () => {
  const frame = { width: 120, height: 100, left: 10, right: 10, top: 0, bottom: 0 };
  const { x, y, at } = positions(frame, 3, [0, 10]);
  expect([x(0), x(1), x(2)]).toEqual([10, 60, 110]);
  expect([y(0), y(5), y(10)]).toEqual([100, 50, 0]);
  expect([at(-50), at(34), at(36), at(999)]).toEqual([0, 0, 1, 2]);
  expect(positions(frame, 1, [0, 10]).x(0)).toBe(60);
});

test("labels that have no room are left out, never the first and the last", () => {
  expect(shownLabels(5, 9)).toEqual([0, 1, 2, 3, 4]);
  expect(shownLabels(11, 8)).toEqual([0, 2, 4, 6, 8, 10]);
  expect(shownLabels(30, 4)).toEqual([0, 10, 20, 29]);
  expect(shownLabels(22, 4)).toEqual([0, 7, 14, 21]);
  expect(shownLabels(23, 4)).toEqual([0, 8, 16, 22]);
  expect(shownLabels(18, 4)).toEqual([0, 6, 12, 17]);
  expect(shownLabels(14, 4)).toEqual([0, 5, 13]);
  expect(shownLabels(30, 0)).toEqual([0, 29]);
  expect(shownLabels(1, 4)).toEqual([0]);
  expect(shownLabels(0, 4)).toEqual([]);
});

test("an area is the line closed at the base", () => {
  const [run] = segments(
    [1, null, 3, 2],
    (index) => index,
    (value) => 10 - value,
  ).slice(1);
  expect(run).toBe("2.0,7.0 3.0,8.0");
  expect(areaUnder(run ?? "", 10)).toBe("2.0,10 2.0,7.0 3.0,8.0 3.0,10");
});
