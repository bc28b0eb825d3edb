import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { pageOf, refusal, renderPage, signIn, stubRoutes } from "@tests/support";
import { beforeEach, expect, test } from "vitest";
import type {
  BookingState,
  BookingView,
  CancellationQuote,
} from "@/shared/api/generated/types.gen";
import { BookingDetail } from "./booking-detail";
import { BookingList } from "./booking-list";
import { MoveBooking } from "./move-booking";

const ID = "665f1c2e9b1d8a0012345678";
const soon = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
const slot = (id: string, hours: number) => ({
  id,
  start_at: soon(hours),
  end_at: soon(hours + 1),
});

function booking(state: BookingState, changes: Partial<BookingView> = {}): BookingView {
  const confirmed = state === "confirmed";
  return {
    id: ID,
    reference: "CM-7K2MQD",
    state,
    company: { slug: "google", name: "Google" },
    track: null,
    interview_type: "coding",
    preferred_slots: [slot("slot-1", 48)],
    slot: confirmed ? slot("slot-1", 48) : null,
    mentor: confirmed ? { id: "1", name: "Meera Bhat" } : null,
    meeting_url: confirmed ? "https://meet.example.com/one" : null,
    mock_id: null,
    hold_expires_at: null,
    policy_version: "2026-11",
    uses_credit: true,
    reschedules: 0,
    cancellation_reason: null,
    history: [{ state: "draft", at: soon(-2), actor: "mentee" }],
    created_at: soon(-2),
    updated_at: soon(-2),
    ...changes,
  };
}

const FREE: CancellationQuote = {
  window: "free",
  can_cancel: true,
  credit: "returned",
  can_reschedule: true,
  reschedule_counts: false,
  free_until: soon(24),
  reschedule_until: soon(45),
  policy_version: "2026-11",
};
const LATE: CancellationQuote = {
  ...FREE,
  window: "late",
  credit: "forfeited",
  reschedule_counts: true,
  free_until: null,
};

const PATH = `/api/mentee/bookings/${ID}`;

function answers(
  found: BookingView,
  quote: CancellationQuote,
  more: Parameters<typeof stubRoutes>[0] = {},
) {
  return stubRoutes({
    [`GET ${PATH}`]: Response.json(found),
    [`GET ${PATH}/cancellation`]: Response.json(quote),
    [`GET ${PATH}/slots`]: pageOf([
      { ...slot("slot-2", 72), minutes: 60, interview_types: ["coding"], seats_left: 2 },
    ]),
    "GET /api/interview-types": pageOf([]),
    ...more,
  });
}

beforeEach(() => {
  signIn();
});

test("open bookings are found on every page of the list; past ones only when asked for", async () => {
  const old = booking("pending_admin", { id: "665f1c2e9b1d8a0012345670" });
  const requests = stubRoutes({
    "GET /api/mentee/bookings": [pageOf([booking("completed")], "next"), pageOf([old])],
    "GET /api/interview-types": pageOf([]),
  });
  renderPage(<BookingList />);
  expect(await screen.findByText("Finding a mentor")).toBeVisible();
  expect(screen.queryByText("Took place")).not.toBeInTheDocument();
  expect(requests.filter(({ url }) => url.includes("cursor=next"))).toHaveLength(1);
  await userEvent.click(screen.getByRole("radio", { name: "Past" }));
  expect(await screen.findByText("Took place")).toBeVisible();
  expect(screen.queryByText("Finding a mentor")).not.toBeInTheDocument();
});

test("cancelling late says what it costs before it is done, and sends the reason", async () => {
  const requests = answers(booking("confirmed"), LATE, {
    [`POST ${PATH}/cancel`]: Response.json(booking("cancelled_by_mentee")),
  });
  renderPage(<BookingDetail bookingId={ID} />);
  await userEvent.click(await screen.findByRole("button", { name: "Cancel the booking" }));
  const dialog = await screen.findByRole("dialog", { name: "Cancel this booking?" });
  expect(await within(dialog).findByText(/it counts as used/)).toBeVisible();
  expect(within(dialog).getByRole("link", { name: "move it instead" })).toBeVisible();
  await userEvent.type(within(dialog).getByRole("textbox"), "I have to travel.");
  await userEvent.click(within(dialog).getByRole("button", { name: "Cancel the booking" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  const sent = requests.find(({ method }) => method === "POST");
  expect(await sent?.json()).toEqual({ reason: "I have to travel." });
});

test("a cancellation that fails leaves the dialog open and the reason in it", async () => {
  answers(booking("confirmed"), FREE, {
    [`POST ${PATH}/cancel`]: refusal(409, "cancellation_closed", {
      message: "The mock has begun.",
    }),
  });
  renderPage(<BookingDetail bookingId={ID} />);
  await userEvent.click(await screen.findByRole("button", { name: "Cancel the booking" }));
  const dialog = await screen.findByRole("dialog");
  await userEvent.type(await within(dialog).findByRole("textbox"), "Too late?");
  await userEvent.click(within(dialog).getByRole("button", { name: "Cancel the booking" }));
  expect(await within(dialog).findByRole("alert")).toHaveTextContent("The mock has begun.");
  expect(within(dialog).getByRole("textbox")).toHaveValue("Too late?");
});

test("what ran out says at which step, and leads to the same choice again", async () => {
  const states: BookingState[] = ["draft", "held", "awaiting_payment", "expired"];
  const history = states.map((state) => ({ state, at: soon(-1), actor: "system" }));
  answers(booking("expired", { history, uses_credit: false }), FREE);
  renderPage(<BookingDetail bookingId={ID} />);
  expect(await screen.findByText("The time to pay is over")).toBeVisible();
  expect(screen.getByRole("link", { name: "Book it again" })).toHaveAttribute(
    "href",
    "/mentee/book?company=google&type=coding",
  );
  expect(screen.queryByText("Something came up?")).not.toBeInTheDocument();
});

test("somebody else's booking, or none, is said to be not there, without asking again and again", async () => {
  const requests = stubRoutes({
    [`GET ${PATH}`]: refusal(404, "not_found"),
    "GET /api/interview-types": pageOf([]),
  });
  renderPage(<BookingDetail bookingId={ID} />);
  expect(await screen.findByText("There is no such booking")).toBeVisible();
  expect(requests.filter(({ url }) => url.endsWith(ID))).toHaveLength(1);
});

test("a late move is asked for once more; times at which the mentor is busy change nothing", async () => {
  const requests = answers(booking("confirmed"), LATE, {
    [`POST ${PATH}/reschedule`]: refusal(409, "no_link_free", { message: "Add one to the pool." }),
  });
  const { router } = renderPage(
    <MoveBooking bookingId={ID} noTimes={() => null} waitlist={() => null} />,
  );
  expect(await screen.findByRole("button", { name: "Move the mock" })).toBeDisabled();
  await userEvent.click(await screen.findByRole("checkbox"));
  await userEvent.click(screen.getByRole("button", { name: "Move the mock" }));
  expect(requests.filter(({ method }) => method === "POST")).toHaveLength(0);
  const question = await screen.findByRole("alertdialog", { name: "Use the one late move?" });
  await userEvent.click(within(question).getByRole("button", { name: "Move the mock" }));
  expect(
    await within(question).findByText(/Your mentor is not free at any of these times/),
  ).toBeVisible();
  expect(screen.queryByText(/pool/)).not.toBeInTheDocument();
  expect(router.state.location.pathname).toBe("/");
});

test("times of a booking that waits for a mentor are changed in the order of preference", async () => {
  const requests = answers(booking("pending_admin"), FREE, {
    [`POST ${PATH}/reschedule`]: Response.json(booking("pending_admin")),
  });
  const { router } = renderPage(
    <MoveBooking bookingId={ID} noTimes={() => null} waitlist={() => null} />,
  );
  const save = await screen.findByRole("button", { name: "Save these times" });
  expect(save).toBeDisabled();
  await userEvent.click(await screen.findByRole("checkbox"));
  await userEvent.click(screen.getByRole("button", { name: /^Prefer/ }));
  await userEvent.click(save);
  await waitFor(() => expect(router.state.location.pathname).toBe(`/mentee/bookings/${ID}`));
  const sent = requests.find(({ method }) => method === "POST");
  expect(await sent?.json()).toEqual({ slot_ids: ["slot-2", "slot-1"] });
});

test("a booking that cannot be moved any more says why and leads back", async () => {
  answers(booking("confirmed"), { ...LATE, window: "closed", can_reschedule: false });
  renderPage(<MoveBooking bookingId={ID} noTimes={() => null} waitlist={() => null} />);
  expect(await screen.findByText(/begins in less than 3 hours/)).toBeVisible();
  expect(screen.getByRole("link", { name: "Back to the booking" })).toBeVisible();
});
