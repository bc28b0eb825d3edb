import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { pageOf, refusal, renderPage, signIn, stubRoutes } from "@tests/support";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { BookableSlot, BookingView } from "@/shared/api/generated/types.gen";
import { BookingWizard } from "./wizard";

const ID = "665f1c2e9b1d8a0012345678";
const BOOKING = `/api/mentee/bookings/${ID}`;

function slot(id: string, hour: number, seats_left = 3): BookableSlot {
  const at = (hours: number) => new Date(Date.UTC(2026, 10, 24, hours)).toISOString();
  return {
    id,
    start_at: at(hour),
    end_at: at(hour + 1),
    minutes: 60,
    interview_types: ["coding"],
    seats_left,
  };
}

const MORNING = slot("aaaaaaaaaaaaaaaaaaaaaaaa", 4);
const NOON = slot("bbbbbbbbbbbbbbbbbbbbbbbb", 6);

function booking(changes: Partial<BookingView> = {}): BookingView {
  return {
    id: ID,
    reference: "CM-7K2MQD",
    state: "draft",
    company: { slug: "google", name: "Google" },
    track: { code: "l4", title: "L4 · Software Engineer III" },
    interview_type: "coding",
    preferred_slots: [],
    slot: null,
    mentor: null,
    meeting_url: null,
    mock_id: null,
    hold_expires_at: null,
    policy_version: null,
    uses_credit: false,
    reschedules: 0,
    cancellation_reason: null,
    history: [],
    created_at: "2026-11-23T06:00:00Z",
    updated_at: "2026-11-23T06:00:00Z",
    ...changes,
  };
}

const held = (minutes = 15) =>
  booking({
    state: "held",
    preferred_slots: [MORNING],
    hold_expires_at: new Date(Date.now() + minutes * 60_000).toISOString(),
  });

const credits = (available: number) =>
  Response.json({
    available,
    next_expiry_at: available > 0 ? "2027-02-02T11:08:00Z" : null,
    paid_until: null,
    items: [],
    pagination: { limit: 100, next_cursor: null },
  });

const USUAL = {
  "GET /api/interview-types": pageOf([]),
  "GET /api/mentee/bookings": pageOf([]),
  "GET /api/mentee/slots": pageOf([MORNING, NOON]),
  "GET /api/mentee/credits": credits(0),
};

function renderWizard(query = "") {
  return renderPage(
    <BookingWizard
      bookingId={ID}
      payment={() => <p>Pay here</p>}
      noTimes={() => <p>Wait for times</p>}
      waitlist={() => null}
    />,
    { at: `/mentee/book/${ID}${query}` },
  );
}

const calls = (requests: Request[], method: string, path: string) =>
  requests.filter((one) => one.method === method && new URL(one.url).pathname === path);

beforeEach(() => {
  signIn();
  vi.stubGlobal("scrollTo", () => {});
});

afterEach(() => {
  sessionStorage.clear();
  vi.useRealTimers();
});

test("a time that is taken in the same moment is named, the others stay chosen and are held", async () => {
  const requests = stubRoutes({
    ...USUAL,
    [`GET ${BOOKING}`]: Response.json(booking()),
    "GET /api/mentee/slots": [
      pageOf([MORNING, NOON]),
      pageOf([{ ...MORNING, seats_left: 0 }, NOON]),
    ],
    [`POST ${BOOKING}/hold`]: [refusal(409, "slot_taken"), Response.json(held())],
  });
  renderWizard();
  await userEvent.click(await screen.findByRole("checkbox", { name: /9:30 am/ }));
  await userEvent.click(screen.getByRole("checkbox", { name: /11:30 am/ }));
  await userEvent.click(screen.getByRole("button", { name: "Keep these 2 times for me" }));
  expect(await screen.findByText("One of your times is gone")).toBeVisible();
  expect(screen.getByText(/taken it\. The other one is still chosen/)).toBeVisible();
  expect(screen.getByRole("checkbox", { name: /11:30 am/ })).toBeChecked();
  await userEvent.click(screen.getByRole("button", { name: "Keep this time for me" }));
  expect(await screen.findByRole("heading", { name: "Is everything right?" })).toHaveFocus();
  const [, second] = calls(requests, "POST", `${BOOKING}/hold`);
  expect(await second?.json()).toEqual({ slot_ids: [NOON.id] });
});

test("what was chosen and not held yet survives a reload", async () => {
  stubRoutes({ ...USUAL, [`GET ${BOOKING}`]: Response.json(booking()) });
  const { unmount } = renderWizard();
  await userEvent.click(await screen.findByRole("checkbox", { name: /11:30 am/ }));
  unmount();
  renderWizard("?step=slots");
  expect(await screen.findByRole("checkbox", { name: /11:30 am/ })).toBeChecked();
});

test("when the hold runs out while one looks, the times are chosen again with everything else kept", async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const draft = booking({ id: "775f1c2e9b1d8a0012345678" });
  const requests = stubRoutes({
    ...USUAL,
    [`GET ${BOOKING}`]: Response.json(held(1)),
    "POST /api/mentee/bookings": Response.json(draft, { status: 201 }),
  });
  const { router } = renderWizard("?step=confirm&plan=growth");
  expect(await screen.findByRole("timer")).toHaveTextContent(/^(1:00|0:5\d)$/);
  await act(() => vi.advanceTimersByTimeAsync(62_000));
  expect(await screen.findByText("Your times are no longer kept")).toBeVisible();
  vi.useRealTimers();
  await userEvent.click(screen.getByRole("button", { name: "Choose times again" }));
  const [created] = calls(requests, "POST", "/api/mentee/bookings");
  expect(await created?.json()).toEqual({
    company: "google",
    track: "l4",
    interview_type: "coding",
  });
  expect(router.state.location.pathname).toBe(`/mentee/book/${draft.id}`);
  expect(router.state.location.search).toBe(`?step=slots&plan=growth&again=${ID}`);
});

test("a hold that the API calls over is over, whatever the clock here shows", async () => {
  stubRoutes({
    ...USUAL,
    [`GET ${BOOKING}`]: Response.json(held()),
    [`POST ${BOOKING}/confirm`]: refusal(409, "hold_expired"),
  });
  renderWizard();
  await userEvent.click(await screen.findByRole("button", { name: "Confirm and go to payment" }));
  expect(await screen.findByText("Your times are no longer kept")).toBeVisible();
});

test("with a mock left there is no payment: what is used is said, and the booking is in the queue", async () => {
  stubRoutes({
    ...USUAL,
    "GET /api/mentee/credits": credits(3),
    [`GET ${BOOKING}`]: Response.json(held()),
    [`POST ${BOOKING}/confirm`]: Response.json(booking({ state: "pending_admin" })),
  });
  renderWizard();
  const confirm = await screen.findByRole("button", { name: "Book it with a mock I have" });
  expect(screen.getByText(/uses 1 of the 3 mocks/)).toBeVisible();
  expect(screen.getByText(/expires first is used/)).toHaveTextContent("2 Feb");
  expect(
    within(screen.getByRole("navigation", { name: "Steps" })).queryByText("Payment"),
  ).not.toBeInTheDocument();
  await userEvent.click(confirm);
  expect(
    await screen.findByRole("heading", { name: "Your mock interview is booked" }),
  ).toHaveFocus();
});

test("without a mock the last step is paying, and there is no way back behind it", async () => {
  stubRoutes({
    ...USUAL,
    [`GET ${BOOKING}`]: Response.json(held()),
    [`POST ${BOOKING}/confirm`]: Response.json({
      ...held(30),
      state: "awaiting_payment",
    }),
  });
  renderWizard();
  await userEvent.click(await screen.findByRole("button", { name: "Confirm and go to payment" }));
  expect(await screen.findByText("Pay here")).toBeVisible();
  expect(
    within(screen.getByRole("navigation", { name: "Steps" })).queryByRole("button"),
  ).not.toBeInTheDocument();
});

test("whoever lives elsewhere sees the times in India's too", async () => {
  signIn({ time_zone: "Europe/London" });
  stubRoutes({ ...USUAL, [`GET ${BOOKING}`]: Response.json(held()) });
  renderWizard();
  expect(await screen.findByText(/4:00 am – 5:00 am GMT/)).toBeVisible();
  expect(screen.getByText(/In India: .*9:30 am IST/)).toBeVisible();
});

test("without times one can wait for them", async () => {
  stubRoutes({
    ...USUAL,
    "GET /api/mentee/slots": pageOf([]),
    [`GET ${BOOKING}`]: Response.json(booking()),
  });
  renderWizard();
  expect(await screen.findByText("Wait for times")).toBeVisible();
});

test("another account's booking is no dead end", async () => {
  stubRoutes({ ...USUAL, [`GET ${BOOKING}`]: refusal(404, "not_found") });
  renderWizard();
  expect(await screen.findByText("There is no such booking")).toBeVisible();
  expect(screen.getByRole("link", { name: "Begin a new one" })).toHaveAttribute(
    "href",
    "/mentee/book",
  );
});
