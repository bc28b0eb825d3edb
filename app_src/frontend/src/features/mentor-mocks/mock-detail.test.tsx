import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { pageOf, refusal, renderPage, signIn, stubRoutes } from "@tests/support";
import { beforeEach, expect, test } from "vitest";
import type { MentorMock } from "@/shared/api/generated/types.gen";
import { MockDetail } from "./mock-detail";

// Typing takes its time where many share a processor.
const SLOW = { timeout: 20_000 };
const ID = "665f1c2e9b1d8a0012345678";
const PATH = `/api/mentor/mocks/${ID}`;
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

function mockAt(startsInMinutes: number, change: Partial<MentorMock> = {}): MentorMock {
  return {
    id: ID,
    booking_id: ID,
    reference: "CM-7K2MQD",
    state: "scheduled",
    company: { slug: "google", name: "Google" },
    track: { code: "l4", title: "L4 · Software Engineer III" },
    interview_type: "system-design",
    start_at: inMinutes(startsInMinutes),
    end_at: inMinutes(startsInMinutes + 60),
    mentor: { id: "m", name: "Ravi Menon" },
    mentee: { id: "a", name: "Asha Rao" },
    meeting_url: "https://meet.example/abc",
    feedback_due_at: inMinutes(startsInMinutes + 49 * 60),
    feedback_at: null,
    stars: null,
    cancellation_reason: null,
    reschedules: 0,
    history: [{ state: "confirmed", at: inMinutes(-600), actor: "admin" }],
    ...change,
  };
}

function open(mocks: MentorMock[], more: Record<string, Response> = {}) {
  const requests = stubRoutes({
    [`GET ${PATH}`]: mocks.map((mock) => Response.json(mock)),
    "GET /api/interview-types": pageOf([]),
    ...more,
  });
  renderPage(<MockDetail mockId={ID} />);
  return requests;
}

beforeEach(() => {
  signIn({ role: "mentor" });
});

test(
  "cancelling says what it means, needs a reason, and shows what has become of it",
  SLOW,
  async () => {
    const before = mockAt(5 * 60);
    const after = mockAt(5 * 60, {
      state: "cancelled",
      meeting_url: null,
      cancellation_reason: "I have fallen ill.",
      history: [
        ...before.history,
        { state: "cancelled_by_mentor", at: inMinutes(0), actor: "mentor" },
      ],
    });
    const requests = open([before, after], { [`POST ${PATH}/cancel`]: Response.json(after) });
    await userEvent.click(await screen.findByRole("button", { name: "Cancel the mock" }));
    const dialog = await screen.findByRole("dialog");
    expect(dialog).toHaveTextContent("Asha Rao gets the credit back");
    expect(dialog).toHaveTextContent("at such short notice");
    await userEvent.click(within(dialog).getByRole("button", { name: "Cancel the mock" }));
    expect(await within(dialog).findByText(/Give a reason/)).toBeVisible();
    expect(requests.some(({ method }) => method === "POST")).toBe(false);
    await userEvent.type(within(dialog).getByLabelText("Reason"), "I have fallen ill.");
    await userEvent.click(within(dialog).getByRole("button", { name: "Cancel the mock" }));
    expect(await screen.findByText("Cancelled by you")).toBeVisible();
    expect(screen.getByText("I have fallen ill.")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Cancel the mock" })).not.toBeInTheDocument();
  },
);

test(
  "a mock that moved on meanwhile cannot be cancelled, and the reason stays typed",
  SLOW,
  async () => {
    open([mockAt(300)], {
      [`POST ${PATH}/cancel`]: refusal(409, "booking_moved_on", { message: "It moved on." }),
    });
    await userEvent.click(await screen.findByRole("button", { name: "Cancel the mock" }));
    const dialog = await screen.findByRole("dialog");
    await userEvent.type(within(dialog).getByLabelText("Reason"), "Ill.");
    await userEvent.click(within(dialog).getByRole("button", { name: "Cancel the mock" }));
    expect(await within(dialog).findByRole("alert")).toHaveTextContent("It moved on.");
    expect(within(dialog).getByLabelText("Reason")).toHaveValue("Ill.");
  },
);

test(
  "in the first ten minutes a no-show cannot be reported, and it says from when on",
  SLOW,
  async () => {
    open([mockAt(-4)]);
    expect(await screen.findByRole("button", { name: "The mentee did not come" })).toBeDisabled();
    expect(screen.getByText(/Can be reported from/)).toBeVisible();
    expect(screen.getByRole("link", { name: /Join the meeting/ })).toHaveAttribute(
      "href",
      "https://meet.example/abc",
    );
  },
);

test("a no-show is confirmed before it is reported", SLOW, async () => {
  const missed = mockAt(-20, { state: "no_show_mentee", meeting_url: null });
  const requests = open([mockAt(-20), missed], { [`POST ${PATH}/no-show`]: Response.json(missed) });
  await userEvent.click(await screen.findByRole("button", { name: "The mentee did not come" }));
  const dialog = await screen.findByRole("alertdialog");
  expect(dialog).toHaveTextContent("The credit for it counts as used");
  await userEvent.click(within(dialog).getByRole("button", { name: "Report that nobody came" }));
  expect(await screen.findByText("Mentee did not come")).toBeVisible();
  expect(requests.filter(({ method }) => method === "POST")).toHaveLength(1);
});

test("a mock of somebody else is said to be missing, not broken", SLOW, async () => {
  stubRoutes({
    [`GET ${PATH}`]: refusal(404, "not_found"),
    "GET /api/interview-types": pageOf([]),
  });
  renderPage(<MockDetail mockId={ID} />);
  expect(await screen.findByRole("alert")).toHaveTextContent("There is nothing at this address");
});
