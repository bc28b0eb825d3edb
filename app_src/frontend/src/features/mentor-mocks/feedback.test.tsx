import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { refusal, renderPage, signIn, stubRoutes } from "@tests/support";
import { beforeEach, expect, test } from "vitest";
import type { FeedbackView, MentorMock, Rubric } from "@/shared/api/generated/types.gen";
import { MockFeedback } from "./feedback";

// Typing takes its time where many share a processor.
const SLOW = { timeout: 20_000 };
const ID = "665f1c2e9b1d8a0012345678";
const PATH = `/api/mentor/mocks/${ID}`;
const MOCK: MentorMock = {
  id: ID,
  booking_id: ID,
  reference: "CM-7K2MQD",
  state: "completed",
  company: { slug: "google", name: "Google" },
  track: null,
  interview_type: "coding",
  start_at: "2026-11-20T09:00:00Z",
  end_at: "2026-11-20T10:00:00Z",
  mentor: { id: "m", name: "Ravi Menon" },
  mentee: { id: "a", name: "Asha Rao" },
  meeting_url: null,
  feedback_due_at: "2026-11-22T10:00:00Z",
  feedback_at: null,
  stars: null,
  cancellation_reason: null,
  reschedules: 0,
  history: [],
};
const RUBRIC: Rubric = {
  interview_type: "coding",
  items: [
    {
      code: "problem-solving",
      title: "Problem solving",
      description: "Finds an approach",
      weight: 3,
    },
    { code: "testing", title: "Testing", description: "Finds the edge cases", weight: 1 },
  ],
};
const GIVEN: FeedbackView = {
  mock_id: ID,
  scores: [],
  overall: 3.5,
  strengths: "Asks first.",
  improvements: "Name the cost.",
  recommendation: "hire",
  submitted_at: "2026-11-21T10:00:00Z",
  in_time: true,
  rating: null,
};

/** As the page hands it over; here only what the tests read. */
const report = (feedback: FeedbackView) => (
  <p>
    Report: {feedback.overall}, {feedback.strengths}
  </p>
);

function open(
  post: Response | Error | (Response | Error)[] = Response.json(GIVEN, { status: 201 }),
) {
  const requests = stubRoutes({
    // The second time is after it was sent.
    [`GET ${PATH}`]: [
      Response.json(MOCK),
      Response.json({ ...MOCK, feedback_at: GIVEN.submitted_at }),
    ],
    [`GET ${PATH}/rubric`]: Response.json(RUBRIC),
    [`GET ${PATH}/feedback`]: Response.json(GIVEN),
    [`POST ${PATH}/feedback`]: post,
    "GET /api/interview-types": Response.json({
      items: [],
      pagination: { limit: 100, next_cursor: null },
    }),
  });
  return { ...renderPage(<MockFeedback mockId={ID} report={report} />), requests };
}

const group = (name: RegExp) => screen.getByRole("group", { name });
const sent = (requests: Request[]) => requests.filter(({ method }) => method === "POST");

async function fill() {
  await screen.findByRole("group", { name: /Problem solving/ });
  await userEvent.click(within(group(/Problem solving/)).getByRole("radio", { name: /4/ }));
  await userEvent.click(within(group(/Testing/)).getByRole("radio", { name: /2/ }));
  await userEvent.type(screen.getByLabelText("What went well"), "Asks first.");
  await userEvent.type(screen.getByRole("textbox", { name: "What to work on" }), "Name the cost.");
  await userEvent.click(screen.getByRole("radio", { name: /^Hire/ }));
}

beforeEach(() => {
  sessionStorage.clear();
  signIn({ role: "mentor" });
});

test("is read once more before it is sent, and sent as it was read", SLOW, async () => {
  const { requests } = open();
  await fill();
  expect(screen.getByText(/Overall/)).toHaveTextContent("Overall: 3.5 of 5");
  await userEvent.click(screen.getByRole("button", { name: "Check and send" }));
  expect(await screen.findByText("Report: 3.5, Asks first.")).toBeVisible();
  expect(sent(requests)).toHaveLength(0);
  await userEvent.click(screen.getByRole("button", { name: "Send the feedback" }));
  expect(await screen.findByText("Your feedback is sent")).toBeVisible();
  expect(await sent(requests)[0]?.json()).toEqual({
    scores: [
      { code: "problem-solving", score: 4 },
      { code: "testing", score: 2 },
    ],
    strengths: "Asks first.",
    improvements: "Name the cost.",
    recommendation: "hire",
  });
  expect(sessionStorage.length).toBe(0);
});

test("what was typed survives a reload, for the same person only", SLOW, async () => {
  const first = open();
  await fill();
  first.unmount();
  const second = open();
  expect(await screen.findByText("Your draft is back")).toBeVisible();
  expect(screen.getByLabelText("What went well")).toHaveValue("Asks first.");
  expect(within(group(/Testing/)).getByRole("radio", { name: /2/ })).toBeChecked();
  second.unmount();
  signIn({ role: "mentor", id: "another" });
  open();
  expect(await screen.findByLabelText("What went well")).toHaveValue("");
});

test("what is missing is said at its place", SLOW, async () => {
  const { requests } = open();
  await userEvent.click(await screen.findByRole("button", { name: "Check and send" }));
  expect(await screen.findAllByText("Choose a score")).toHaveLength(2);
  expect(screen.getByText("Choose a recommendation")).toBeVisible();
  expect(sent(requests)).toHaveLength(0);
});

test("a failure loses nothing and can be tried again", SLOW, async () => {
  open([new TypeError("Failed to fetch"), Response.json(GIVEN, { status: 201 })]);
  await fill();
  await userEvent.click(screen.getByRole("button", { name: "Check and send" }));
  await userEvent.click(await screen.findByRole("button", { name: "Send the feedback" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("We could not reach Codementee");
  expect(sessionStorage.length).toBe(1);
  await userEvent.click(screen.getByRole("button", { name: "Send the feedback" }));
  expect(await screen.findByText("Your feedback is sent")).toBeVisible();
});

test("a rubric that has changed meanwhile leads back to the form", SLOW, async () => {
  const problem = { path: "scores", message: "complexity is missing" };
  open(refusal(422, "validation_failed", { fields: [problem] }));
  await fill();
  await userEvent.click(screen.getByRole("button", { name: "Check and send" }));
  await userEvent.click(await screen.findByRole("button", { name: "Send the feedback" }));
  expect(await screen.findByText("complexity is missing")).toBeVisible();
  expect(screen.getByLabelText("What went well")).toHaveValue("Asks first.");
});
