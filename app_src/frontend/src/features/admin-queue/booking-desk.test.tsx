import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { pageOf, refusal, renderPage, signIn, stubRoutes } from "@tests/support";
import { beforeEach, expect, test } from "vitest";
import type { AdminBooking, Candidate, SlotFit } from "@/shared/api/generated/types.gen";
import { BookingDesk } from "./booking-desk";

const FIRST = {
  id: "a".repeat(24),
  start_at: "2026-11-24T05:00:00Z",
  end_at: "2026-11-24T06:00:00Z",
};
const SECOND = {
  id: "b".repeat(24),
  start_at: "2026-11-25T05:00:00Z",
  end_at: "2026-11-25T06:00:00Z",
};
const WAITING: AdminBooking = {
  id: "1".repeat(24),
  reference: "CM-T8DH77",
  state: "pending_admin",
  company: { slug: "google", name: "Google" },
  track: { code: "l4", title: "L4" },
  interview_type: "coding",
  preferred_slots: [FIRST, SECOND],
  slot: null,
  mentor: null,
  meeting_url: null,
  mock_id: null,
  hold_expires_at: SECOND.start_at,
  policy_version: "2026-11",
  uses_credit: true,
  reschedules: 0,
  cancellation_reason: null,
  history: [{ state: "pending_admin", at: "2026-11-22T05:00:00Z", actor: "mentee" }],
  created_at: "2026-11-22T05:00:00Z",
  updated_at: "2026-11-22T05:00:00Z",
  mentee: { id: "2".repeat(24), name: "Meera Bhat", email: "meera@example.com" },
  state_since: "2026-11-22T05:00:00Z",
  waiting_seconds: 30 * 3_600,
};
const MENTOR = { id: "3".repeat(24), name: "Ravi Menon" };
const CONFIRMED: AdminBooking = {
  ...WAITING,
  state: "confirmed",
  slot: SECOND,
  mentor: MENTOR,
  hold_expires_at: null,
};

const slotFit = (slot: typeof FIRST, problem: string | null): SlotFit => ({
  slot_id: slot.id,
  start_at: slot.start_at,
  end_at: slot.end_at,
  fits: problem === null,
  problem,
});

const ravi = (second: string | null): Candidate => ({
  mentor: MENTOR,
  time_zone: "Asia/Kolkata",
  company_match: true,
  fits: second === null,
  slots: [slotFit(FIRST, "mentor_busy"), slotFit(SECOND, second)],
});

const candidates = (items: Candidate[], free = true) =>
  Response.json({
    items,
    links_free: { [FIRST.id]: true, [SECOND.id]: free },
    pagination: { limit: 50, next_cursor: null },
  });

const BOOKING = `/api/admin/bookings/${WAITING.id}`;

function stub(routes: Parameters<typeof stubRoutes>[0]) {
  return stubRoutes({
    "GET /api/admin/interview-types": pageOf([{ code: "coding", name: "Coding" }]),
    [`GET ${BOOKING}`]: Response.json(WAITING),
    [`GET ${BOOKING}/candidates`]: candidates([ravi(null)]),
    ...routes,
  });
}

const radio = () =>
  screen.findByRole("radio", { name: /^Ravi Menon, Wed, 25 Nov, 2026, 10:30.am .*: Free$/ });

beforeEach(() => {
  signIn({ role: "admin" });
});

test("a mentor is assigned to a time that fits, and what does not fit says why", async () => {
  const requests = stub({ [`POST ${BOOKING}/assign`]: Response.json(CONFIRMED) });
  renderPage(<BookingDesk bookingId={WAITING.id} />);
  const confirm = await screen.findByRole("button", { name: "Confirm and tell both" });
  expect(confirm).toBeDisabled();
  await userEvent.click(await radio());
  expect(screen.getAllByRole("radio")).toHaveLength(1);
  expect(screen.getByText("Has another mock then")).toBeVisible();
  await userEvent.click(confirm);
  expect(await screen.findByRole("button", { name: "Cancel for both sides" })).toBeVisible();
  expect(screen.queryByRole("radio")).not.toBeInTheDocument();
  const sent = requests.find(({ method }) => method === "POST");
  expect(await sent?.json()).toEqual({ mentor_id: MENTOR.id, slot_id: SECOND.id });
});

test("a choice that did not get through can be sent again as it is", async () => {
  const requests = stub({
    [`POST ${BOOKING}/assign`]: [
      new Response("down", { status: 502 }),
      new TypeError("Failed to fetch"),
      Response.json(CONFIRMED),
    ],
  });
  renderPage(<BookingDesk bookingId={WAITING.id} />);
  await userEvent.click(await radio());
  const confirm = screen.getByRole("button", { name: "Confirm and tell both" });
  await userEvent.click(confirm);
  expect(await screen.findByRole("alert")).toHaveTextContent(
    /^That did not get through.*on our side/,
  );
  expect(await radio()).toBeChecked();
  await userEvent.click(confirm);
  await screen.findByText(/We could not reach Codementee/);
  await userEvent.click(confirm);
  expect(await screen.findByRole("button", { name: "Cancel for both sides" })).toBeVisible();
  expect(requests.filter(({ method }) => method === "POST")).toHaveLength(3);
});

test("a mentor taken meanwhile is explained, and the list shows it", async () => {
  stub({
    [`GET ${BOOKING}/candidates`]: [candidates([ravi(null)]), candidates([ravi("day_full")])],
    [`POST ${BOOKING}/assign`]: refusal(409, "mentor_day_full"),
  });
  renderPage(<BookingDesk bookingId={WAITING.id} />);
  await userEvent.click(await radio());
  await userEvent.click(screen.getByRole("button", { name: "Confirm and tell both" }));
  expect(await screen.findByRole("alert")).toHaveTextContent(
    "Ravi Menon has as many mocks that day as they take by now.",
  );
  expect(await screen.findByText("Their day is full")).toBeVisible();
  expect(screen.getByRole("button", { name: "Confirm and tell both" })).toBeDisabled();
});

test("a time without a free meeting link cannot be chosen, and leads to the pool", async () => {
  stub({ [`GET ${BOOKING}/candidates`]: candidates([ravi(null)], false) });
  renderPage(<BookingDesk bookingId={WAITING.id} />);
  expect(await screen.findByRole("link", { name: "Add a link" })).toHaveAttribute(
    "href",
    "/admin/meeting-links",
  );
  expect(screen.queryByRole("radio")).not.toBeInTheDocument();
});

test("cancelling needs a reason and says what becomes of the credit", async () => {
  const requests = stub({
    [`POST ${BOOKING}/cancel`]: Response.json({ ...WAITING, state: "cancelled_by_admin" }),
  });
  renderPage(<BookingDesk bookingId={WAITING.id} />);
  await userEvent.click(await screen.findByRole("button", { name: "Cancel for both sides" }));
  const dialog = await screen.findByRole("dialog");
  expect(dialog).toHaveTextContent("The credit goes back to Meera Bhat");
  const cancel = within(dialog).getByRole("button", { name: "Cancel the booking" });
  await userEvent.click(cancel);
  expect(await within(dialog).findByText("Say why: both sides read it")).toBeVisible();
  await userEvent.type(within(dialog).getByLabelText("Reason"), "No mentor this week");
  await userEvent.click(cancel);
  expect(await screen.findByText("Cancelled by us")).toBeVisible();
  const sent = requests.find(({ method }) => method === "POST");
  expect(await sent?.json()).toEqual({ reason: "No mentor this week" });
});

test("a booking that has moved on is shown as it is, with what happened", async () => {
  stub({
    [`GET ${BOOKING}`]: [
      Response.json(WAITING),
      Response.json({ ...WAITING, state: "cancelled_by_mentee" }),
    ],
    [`POST ${BOOKING}/assign`]: refusal(409, "booking_moved_on"),
  });
  renderPage(<BookingDesk bookingId={WAITING.id} />);
  await userEvent.click(await radio());
  await userEvent.click(screen.getByRole("button", { name: "Confirm and tell both" }));
  expect(await screen.findByText("Cancelled by mentee")).toBeVisible();
  expect(screen.getByRole("alert")).toHaveTextContent("was faster");
});
