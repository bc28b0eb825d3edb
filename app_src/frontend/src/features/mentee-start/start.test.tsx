import { screen, within } from "@testing-library/react";
import { pageOf, renderPage, signIn, stubRoutes } from "@tests/support";
import { beforeEach, expect, test } from "vitest";
import type { BookingView, Dashboard, MockView, Step } from "@/shared/api/generated/types.gen";
import { Start } from "./start";

const PERSON = { id: "665f1c2e9b1d8a0012345670", name: "Meera Bhat" };
const GOOGLE = { slug: "google", name: "Google" };
const soon = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

const NOTHING: Dashboard = {
  tier: "free",
  paid_until: null,
  credits: 0,
  next_credit_expiry_at: null,
  steps: [{ kind: "start_booking" }, { kind: "buy_plan" }],
  show_upgrade: true,
  next_mock: null,
  open_bookings: [],
  unrated_mocks: [],
  mocks_completed: 0,
};

function mock(changes: Partial<MockView> = {}): MockView {
  return {
    id: "665f1c2e9b1d8a0012345671",
    booking_id: "665f1c2e9b1d8a0012345672",
    reference: "CM-7K2MQD",
    state: "scheduled",
    company: GOOGLE,
    track: null,
    interview_type: "coding",
    start_at: soon(120),
    end_at: soon(180),
    mentor: PERSON,
    mentee: PERSON,
    meeting_url: "https://meet.example.com/one",
    feedback_due_at: soon(3_000),
    feedback_at: null,
    stars: null,
    ...changes,
  };
}

function booking(changes: Partial<BookingView>): BookingView {
  return {
    id: "665f1c2e9b1d8a0012345673",
    reference: "CM-2MQD7K",
    state: "awaiting_payment",
    company: GOOGLE,
    track: null,
    interview_type: "coding",
    preferred_slots: [
      { id: "1", start_at: "2026-12-01T05:00:00Z", end_at: "2026-12-01T06:00:00Z" },
    ],
    slot: null,
    mentor: null,
    meeting_url: null,
    mock_id: null,
    hold_expires_at: soon(20),
    policy_version: null,
    uses_credit: false,
    reschedules: 0,
    cancellation_reason: null,
    history: [],
    created_at: soon(-10),
    updated_at: soon(-10),
    ...changes,
  };
}

function show(changes: Partial<Dashboard>) {
  const requests = stubRoutes({
    "GET /api/mentee/dashboard": Response.json({ ...NOTHING, ...changes }),
    "GET /api/interview-types": pageOf([]),
    "GET /api/mentee/progress": Response.json({ mocks: 0, average: null, types: [] }),
    "GET /api/pricing-plans": pageOf([{ code: "foundation", price_paise: 199_900, mocks: 1 }]),
  });
  renderPage(<Start />);
  return requests;
}

beforeEach(() => {
  signIn({ name: "Asha Rao" });
});

test("a new account sees the way to its first feedback, and a hint at the plans with its price", async () => {
  const requests = show({});
  expect(await screen.findByRole("region", { name: "Book your first mock" })).toBeVisible();
  const steps = screen.getByRole("region", { name: "From here to your first feedback" });
  expect(within(steps).getByRole("link", { name: "Book a mock" })).toHaveAttribute(
    "href",
    "/mentee/book",
  );
  expect(await screen.findByText(/1 mock costs ₹1,999 once/)).toBeVisible();
  expect(requests.map(({ url }) => new URL(url).pathname)).not.toContain("/api/mentee/progress");
});

test("what has to be paid comes first, with the time that is left and the way there", async () => {
  const waiting = booking({});
  const pay: Step = { kind: "pay", booking_id: waiting.id, due_at: waiting.hold_expires_at };
  show({ steps: [pay, { kind: "start_booking" }], open_bookings: [waiting], show_upgrade: false });
  const next = await screen.findByRole("region", { name: "Pay for your coding mock for Google" });
  expect(next).toHaveTextContent(/Time left: (19|20) minutes/);
  expect(within(next).getByRole("link", { name: "Go to payment" })).toHaveAttribute(
    "href",
    `/mentee/book/${waiting.id}`,
  );
  expect(screen.getByRole("region", { name: "Open bookings" })).toHaveTextContent(
    "Waiting for payment",
  );
  expect(screen.queryByText("See the plans")).not.toBeInTheDocument();
});

test("two hours before a mock there is no button to join yet, and it says when there will be", async () => {
  const next = mock();
  show({ steps: [{ kind: "prepare", mock_id: next.id, due_at: next.start_at }], next_mock: next });
  const card = await screen.findByRole("region", { name: "Your next mock" });
  expect(card).toHaveTextContent("The button to join appears here 15 minutes before");
  expect(within(card).queryByRole("link", { name: /Join the meeting/ })).not.toBeInTheDocument();
  expect(within(card).getByRole("button", { name: "Copy the meeting link" })).toBeVisible();
});

test("ten minutes before a mock, joining is the first thing on the page", async () => {
  const next = mock({ start_at: soon(10) });
  show({
    steps: [{ kind: "join_mock", mock_id: next.id, due_at: next.start_at }],
    next_mock: next,
  });
  const hero = await screen.findByRole("region", { name: /is about to begin/ });
  expect(within(hero).getByRole("link", { name: /Join the meeting/ })).toHaveAttribute(
    "href",
    "https://meet.example.com/one",
  );
});

test("a paid account sees what is left, until when, and every mock that waits for a rating once", async () => {
  const [first, second] = ["a", "b"].map((end) =>
    mock({
      id: `665f1c2e9b1d8a001234567${end}`,
      state: "completed",
      feedback_at: soon(-60),
      company: { slug: end, name: `Company ${end}` },
    }),
  ) as [MockView, MockView];
  show({
    tier: "paid",
    credits: 2,
    next_credit_expiry_at: soon(60 * 24 * 10 + 1),
    steps: [
      { kind: "rate_mock", mock_id: first.id },
      { kind: "rate_mock", mock_id: second.id },
      { kind: "start_booking" },
    ],
    unrated_mocks: [first, second],
    mocks_completed: 2,
    show_upgrade: false,
  });
  expect(
    await screen.findByRole("region", { name: /rate the coding mock for Company a/ }),
  ).toBeVisible();
  const waiting = screen.getByRole("region", { name: "Waiting for your rating" });
  expect(within(waiting).getAllByRole("listitem")).toHaveLength(1);
  expect(waiting).toHaveTextContent("Company b");
  expect(screen.getByRole("region", { name: "Your plan" })).toHaveTextContent(
    /2mocks left.*in 10 days/,
  );
  expect(screen.getByRole("region", { name: "After that" })).toHaveTextContent(
    "You have 2 mocks left in your plan",
  );
});
