import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { refusal, renderPage, signIn, stubRoutes } from "@tests/support";
import { expect, test } from "vitest";
import type { SessionView } from "@/shared/api/generated/types.gen";
import { SessionList } from "./session-list";

const LIST = "GET /api/account/sessions";
const PHONE = "64d42880de01000000000002";

function session(id: string, user_agent: string, current = false): SessionView {
  return {
    id,
    current,
    user_agent,
    client: "203.0.113.7",
    created_at: "2026-11-20T08:00:00Z",
    last_used_at: "2026-11-21T08:00:00Z",
    expires_at: "2026-12-21T08:00:00Z",
  };
}

const phone = session(PHONE, "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Safari/604.1");
const here = session("64d42880de01000000000001", "Mozilla/5.0 (X11; Linux) Firefox/140.0", true);
const list = (...items: SessionView[]) => Response.json({ items });

test("this device comes first and cannot be signed out here", async () => {
  signIn();
  stubRoutes({ [LIST]: list(phone, here) });
  renderPage(<SessionList />);
  const [first, second] = await screen.findAllByRole("listitem");
  expect(first).toHaveTextContent("Firefox on Linux");
  expect(first).toHaveTextContent("This device");
  expect(within(first as HTMLElement).queryByRole("button")).not.toBeInTheDocument();
  expect(second).toHaveTextContent("Safari on iPhone");
});

test("another device is signed out and gone from the list", async () => {
  signIn();
  const end = `DELETE /api/account/sessions/${PHONE}`;
  stubRoutes({
    [LIST]: [list(phone, here), list(here)],
    [end]: new Response(null, { status: 204 }),
  });
  renderPage(<SessionList />);
  await userEvent.click(await screen.findByRole("button", { name: "Sign out Safari on iPhone" }));
  await expect.poll(() => screen.queryByText("Safari on iPhone")).toBeNull();
  expect(screen.queryByRole("button", { name: /everywhere else/ })).not.toBeInTheDocument();
});

test("signing out everywhere else asks first, and says when it did not work", async () => {
  signIn();
  const requests = stubRoutes({
    [LIST]: list(phone, here),
    "DELETE /api/account/sessions": refusal(503, "database_unavailable", {
      message: "Try again in a minute.",
    }),
  });
  renderPage(<SessionList />);
  await userEvent.click(await screen.findByRole("button", { name: "Sign out everywhere else" }));
  const dialog = await screen.findByRole("alertdialog");
  expect(requests).toHaveLength(1);
  await userEvent.click(within(dialog).getByRole("button", { name: "Sign out the others" }));
  expect(await within(dialog).findByRole("alert")).toHaveTextContent("Try again in a minute.");
});
