import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { pageOf, refusal, renderPage, signIn, stubRoutes } from "@tests/support";
import { afterEach, beforeEach, expect, test } from "vitest";
import { config } from "@/shared/lib/config";
import { JoinWaitlist } from "./join-waitlist";
import { WaitlistCard } from "./waitlist-card";

const TYPES = pageOf([
  { code: "coding", name: "Coding", rubric: [] },
  { code: "hr", name: "HR", rubric: [] },
]);
const entry = (id: string, interview_type: string, state = "waiting") => ({
  id,
  interview_type,
  state,
  created_at: "2026-11-20T05:00:00Z",
  notified_at: state === "notified" ? "2026-11-21T05:00:00Z" : null,
});

beforeEach(() => {
  signIn();
});
afterEach(() => {
  config.featuresOff = "";
});

test("one can wait for what one does not wait for yet, and stop waiting", async () => {
  const requests = stubRoutes({
    "GET /api/interview-types": TYPES,
    "GET /api/mentee/waitlist": [
      pageOf([entry("1", "coding")]),
      pageOf([entry("2", "hr"), entry("1", "coding")]),
      pageOf([entry("2", "hr")]),
    ],
    "POST /api/mentee/waitlist": Response.json(entry("2", "hr"), { status: 201 }),
    "DELETE /api/mentee/waitlist/1": new Response(null, { status: 204 }),
  });
  renderPage(<WaitlistCard />);
  const list = await screen.findByLabelText("Wait for");
  expect(list).toHaveTextContent(/^HR$/);
  await userEvent.click(screen.getByRole("button", { name: "Tell me about times" }));
  await userEvent.click(await screen.findByRole("button", { name: /^Stop waiting ?for Coding/ }));
  await waitFor(() =>
    expect(screen.queryByRole("button", { name: /for Coding/ })).not.toBeInTheDocument(),
  );
  expect(screen.getByRole("button", { name: /^Stop waiting ?for HR/ })).toBeVisible();
  const sent = requests.find(({ method }) => method === "POST");
  expect(await sent?.json()).toEqual({ interview_type: "hr" });
});

test("when times came, the way to them is offered", async () => {
  stubRoutes({
    "GET /api/interview-types": TYPES,
    "GET /api/mentee/waitlist": pageOf([entry("1", "coding", "notified")]),
  });
  renderPage(<WaitlistCard />);
  expect(await screen.findByRole("link", { name: "See the times" })).toHaveAttribute(
    "href",
    "/mentee/book?type=coding",
  );
});

test("a wish that cannot be taken down can be made again", async () => {
  stubRoutes({
    "GET /api/interview-types": TYPES,
    "GET /api/mentee/waitlist": pageOf([]),
    "POST /api/mentee/waitlist": [
      refusal(503, "database_unavailable", { message: "Please try again in a minute." }),
      Response.json(entry("2", "hr"), { status: 201 }),
    ],
  });
  renderPage(<JoinWaitlist interviewType="hr" />);
  const button = await screen.findByRole("button", { name: "Tell me about new times" });
  await userEvent.click(button);
  expect(await screen.findByRole("alert")).toHaveTextContent("Please try again in a minute.");
  await userEvent.click(button);
  expect(await screen.findByText(/You are on the list/)).toBeVisible();
});

test("while it is switched off nobody is added, and who waits is shown", async () => {
  config.featuresOff = "orders,waitlist";
  stubRoutes({
    "GET /api/interview-types": TYPES,
    "GET /api/mentee/waitlist": pageOf([entry("1", "coding")]),
  });
  renderPage(<WaitlistCard />);
  expect(await screen.findByRole("button", { name: /^Stop waiting ?for Coding/ })).toBeVisible();
  expect(screen.getByText(/Nobody can be added/)).toBeVisible();
  expect(screen.queryByLabelText("Wait for")).not.toBeInTheDocument();
});
