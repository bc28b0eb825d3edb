import { fireEvent, screen, within } from "@testing-library/react";
import { pageOf, renderPage, signIn, stubRoutes } from "@tests/support";
import { beforeEach, expect, test } from "vitest";
import type { ItemProgress, Progress } from "@/shared/api/generated/types.gen";
import { ProgressView } from "./progress-view";

function item(code: string, title: string, scores: number[]): ItemProgress {
  return {
    code,
    title,
    first: scores[0] ?? 0,
    latest: scores.at(-1) ?? 0,
    average: scores.reduce((sum, score) => sum + score, 0) / scores.length,
    scores,
  };
}

const point = (at: string, name: string, overall: number) => ({
  mock_id: at,
  at,
  company: { slug: name.toLowerCase(), name },
  overall,
});

const PROGRESS: Progress = {
  mocks: 3,
  average: 3.4,
  types: [
    {
      interview_type: "coding",
      mocks: 2,
      first: 2.5,
      latest: 3.5,
      best: 3.5,
      change: 1,
      // Late in the evening in UTC is the next day in Kolkata.
      points: [
        point("2026-11-05T20:00:00Z", "Google", 2.5),
        point("2026-11-13T05:00:00Z", "Meta", 3.5),
      ],
      items: [item("testing", "Testing", [2, 2]), item("complexity", "Complexity", [3, 5])],
    },
    {
      interview_type: "hr",
      mocks: 1,
      first: 4,
      latest: 4,
      best: 4,
      change: 0,
      points: [point("2026-11-20T05:00:00Z", "Apple", 4)],
      items: [item("motivation", "Motivation", [4])],
    },
  ],
};

function show(progress: Progress) {
  stubRoutes({
    "GET /api/mentee/progress": Response.json(progress),
    "GET /api/interview-types": pageOf([
      { code: "coding", name: "Coding", rubric: [] },
      { code: "hr", name: "HR", rubric: [] },
      { code: "system-design", name: "System design", rubric: [] },
    ]),
  });
  renderPage(<ProgressView />);
}

beforeEach(() => {
  signIn({ time_zone: "Asia/Kolkata" });
});

test("what was weakest lately is what to practise next, with what was not practised at all", async () => {
  show(PROGRESS);
  const next = await screen.findByRole("region", { name: "What to practise next" });
  expect(within(next).getAllByRole("listitem")).toHaveLength(1);
  expect(next).toHaveTextContent("TestingCoding, latest 2 of 5");
  expect(within(next).getByRole("link", { name: "Practise coding" })).toHaveAttribute(
    "href",
    "/mentee/book?type=coding",
  );
  expect(await within(next).findByText("Not practised yet: System design.")).toBeVisible();
  expect(screen.getByText("Most room to grow").closest("div")).toHaveTextContent("Testing");
});

test("a line can be read place by place without seeing it, and as a table", async () => {
  show(PROGRESS);
  const coding = await screen.findByRole("region", { name: "Coding" });
  expect(coding).toHaveTextContent("1 better than in the first");
  const plot = within(coding).getByRole("slider");
  expect(plot).toHaveAttribute("aria-valuetext", "13 Nov, Meta: 3.5");
  fireEvent.change(plot, { target: { value: "0" } });
  expect(plot).toHaveAttribute("aria-valuetext", "6 Nov, Google: 2.5");
  expect(within(coding).getAllByRole("row", { hidden: true })).toHaveLength(3);
});

test("one mock makes no line", async () => {
  show(PROGRESS);
  const hr = await screen.findByRole("region", { name: "HR" });
  expect(within(hr).queryByRole("slider")).not.toBeInTheDocument();
  expect(hr).toHaveTextContent("With the second HR mock a line begins here");
});

test("before the first feedback the page says how it begins", async () => {
  show({ mocks: 0, average: null, types: [] });
  expect(await screen.findByText("Your progress begins with the first feedback")).toBeVisible();
  expect(screen.getByRole("link", { name: "Book a mock" })).toHaveAttribute("href", "/mentee/book");
});
