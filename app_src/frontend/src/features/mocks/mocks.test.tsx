import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { pageOf, refusal, renderPage, signIn, stubRoutes } from "@tests/support";
import { beforeEach, expect, test } from "vitest";
import type { FeedbackView, MockView } from "@/shared/api/generated/types.gen";
import { MockDetail } from "./mock-detail";
import { MockList } from "./mock-list";

const ID = "665f1c2e9b1d8a0012345678";
const PATH = `/api/mentee/mocks/${ID}`;
const soon = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

function mock(changes: Partial<MockView> = {}): MockView {
  return {
    id: ID,
    booking_id: ID,
    reference: "CM-7K2MQD",
    state: "completed",
    company: { slug: "google", name: "Google" },
    track: null,
    interview_type: "coding",
    start_at: soon(-30),
    end_at: soon(-29),
    mentor: { id: "1", name: "Meera Bhat" },
    mentee: { id: "2", name: "Asha Rao" },
    meeting_url: null,
    feedback_due_at: soon(19),
    feedback_at: soon(-1),
    stars: null,
    ...changes,
  };
}

const FEEDBACK: FeedbackView = {
  mock_id: ID,
  scores: [
    { code: "problem-solving", title: "Problem solving", weight: 60, score: 4, comment: "Quick." },
    { code: "communication", title: "Communication", weight: 40, score: 2, comment: null },
  ],
  overall: 3.2,
  strengths: "Clear structure.",
  improvements: "State the complexity first.",
  recommendation: "lean_hire",
  submitted_at: soon(-1),
  in_time: true,
  rating: null,
};
const RATED = { ...FEEDBACK, rating: { stars: 4, recommend: 9, comment: null, at: soon(0) } };

function answers(shown: MockView, more: Parameters<typeof stubRoutes>[0] = {}) {
  return stubRoutes({
    [`GET ${PATH}`]: Response.json(shown),
    [`GET ${PATH}/feedback`]: Response.json(FEEDBACK),
    "GET /api/interview-types": pageOf([]),
    ...more,
  });
}

beforeEach(() => {
  signIn();
});

test("feedback shows every score in figures and words, and what the mentor recommends", async () => {
  answers(mock());
  renderPage(<MockDetail mockId={ID} />);
  const feedback = await screen.findByRole("region", { name: "Feedback" });
  expect(feedback).toHaveTextContent("3.2of 5");
  expect(feedback).toHaveTextContent("Leaning to hire");
  const scores = within(feedback).getAllByRole("listitem");
  expect(scores[0]).toHaveTextContent(
    /Problem solving4 of 5.*Above what the level asks for.*60%.*Quick\./,
  );
  expect(scores[1]).toHaveTextContent(/Communication2 of 5.*Below what the level asks for/);
  expect(feedback).toHaveTextContent("within the 48 hours we promise");
});

test("a rating is sent once, thanked for, and shown from then on", async () => {
  const requests = answers(mock(), {
    [`GET ${PATH}/feedback`]: [Response.json(FEEDBACK), Response.json(RATED)],
    [`POST ${PATH}/rating`]: Response.json(RATED, { status: 201 }),
  });
  renderPage(<MockDetail mockId={ID} />);
  await userEvent.click(await screen.findByRole("radio", { name: "4 stars: Good" }));
  await userEvent.click(screen.getByRole("radio", { name: "9" }));
  await userEvent.click(screen.getByRole("button", { name: "Send the rating" }));
  expect(await screen.findByText(/Thank you/)).toBeVisible();
  expect(screen.getByText("4 of 5 stars")).toBeInTheDocument();
  expect(screen.queryByRole("form")).not.toBeInTheDocument();
  const sent = requests.find(({ method }) => method === "POST");
  expect(await sent?.json()).toEqual({ stars: 4, recommend: 9, comment: null });
});

test("nothing is sent before both questions are answered", async () => {
  const requests = answers(mock());
  renderPage(<MockDetail mockId={ID} />);
  await userEvent.click(await screen.findByRole("radio", { name: "5 stars: Excellent" }));
  await userEvent.click(screen.getByRole("button", { name: "Send the rating" }));
  expect(await screen.findByText("Choose a number from 0 to 10")).toBeVisible();
  expect(screen.queryByText("Choose one to five stars")).not.toBeInTheDocument();
  expect(requests.filter(({ method }) => method === "POST")).toHaveLength(0);
});

test("a rating given in another tab meanwhile is shown instead of an error", async () => {
  answers(mock(), {
    [`GET ${PATH}/feedback`]: [Response.json(FEEDBACK), Response.json(RATED)],
    [`POST ${PATH}/rating`]: refusal(409, "already_rated"),
  });
  renderPage(<MockDetail mockId={ID} />);
  await userEvent.click(await screen.findByRole("radio", { name: /^1 star/ }));
  await userEvent.click(screen.getByRole("radio", { name: /^0/ }));
  await userEvent.click(screen.getByRole("button", { name: "Send the rating" }));
  expect(await screen.findByText("4 of 5 stars")).toBeInTheDocument();
  expect(screen.queryByText(/Thank you/)).not.toBeInTheDocument();
});

test.each([
  ["due", soon(19), /Meera Bhat writes it by .*48 hours at most/],
  ["late", soon(-1), /It was due by .*We have reminded Meera Bhat/],
])("feedback that is %s is not asked for, and says when it comes", async (_, due, words) => {
  const requests = answers(mock({ feedback_at: null, feedback_due_at: due }));
  renderPage(<MockDetail mockId={ID} />);
  expect(await screen.findByText(words)).toBeVisible();
  expect(requests.some(({ url }) => url.endsWith("/feedback"))).toBe(false);
});

test("a mock whose time is over is past, whatever nobody has said about it yet", async () => {
  const over = mock({ state: "scheduled", feedback_at: null });
  const next = mock({
    id: "665f1c2e9b1d8a0012345670",
    state: "scheduled",
    feedback_at: null,
    start_at: soon(5),
    end_at: soon(6),
  });
  stubRoutes({
    "GET /api/mentee/mocks": [pageOf([over, next]), pageOf([next, over])],
    "GET /api/interview-types": pageOf([]),
  });
  renderPage(<MockList />);
  expect(await screen.findByText("Confirmed")).toBeVisible();
  expect(screen.getAllByRole("article")).toHaveLength(1);
  await userEvent.click(screen.getByRole("radio", { name: "Past" }));
  await waitFor(() => expect(screen.getByText("Feedback to come")).toBeVisible());
  expect(screen.getAllByRole("article")).toHaveLength(1);
});
