import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { refusal, renderPage, signIn, stubRoutes } from "@tests/support";
import { expect, test } from "vitest";
import type { AdminUser } from "@/shared/api/generated/types.gen";
import { UserDesk } from "./user-desk";

const MEERA: AdminUser = {
  id: "1".repeat(24),
  email: "meera@example.com",
  name: "Meera Bhat",
  role: "mentee",
  status: "active",
  tier: "free",
  paid_until: null,
  email_verified: true,
  time_zone: "Asia/Kolkata",
  version: 2,
  created_at: "2026-11-01T00:00:00Z",
  updated_at: "2026-11-01T00:00:00Z",
};
const PATH = `/api/admin/users/${MEERA.id}`;

test("credits sent again after a lost answer are given once, others under a new key", async () => {
  signIn({ role: "admin" });
  const requests = stubRoutes({
    [`GET ${PATH}`]: Response.json(MEERA),
    [`POST ${PATH}/credits`]: [new TypeError("Failed to fetch"), Response.json({ available: 2 })],
  });
  renderPage(<UserDesk userId={MEERA.id} />);
  const open = () =>
    screen.findByRole("button", { name: "Give or take credits" }).then(userEvent.click);
  await open();
  await userEvent.type(await screen.findByLabelText("Reason"), "The line dropped");
  const change = screen.getByRole("button", { name: "Change the credits" });
  await userEvent.click(change);
  expect(await screen.findByRole("alert")).toHaveTextContent("We could not reach Codementee");
  await userEvent.click(change);
  expect(await screen.findByText(/has 2 usable credits/)).toBeVisible();
  await open();
  await userEvent.type(await screen.findByLabelText("Reason"), "The line dropped");
  await userEvent.click(screen.getByRole("button", { name: "Change the credits" }));
  const sent = () => requests.filter(({ method }) => method === "POST");
  await waitFor(() => expect(sent()).toHaveLength(3));
  const keys = sent().map(({ headers }) => headers.get("Idempotency-Key"));
  expect(keys[0]).toMatch(/^[\w-]{16,64}$/);
  expect(keys[1]).toBe(keys[0]);
  expect(keys[2]).not.toBe(keys[0]);
  expect(await sent()[0]?.json()).toEqual({ delta: 1, months: 3, reason: "The line dropped" });
});

test("a role is changed after saying what that means, on the version that was seen", async () => {
  signIn({ role: "admin" });
  const requests = stubRoutes({
    [`GET ${PATH}`]: Response.json(MEERA),
    [`PATCH ${PATH}`]: Response.json({ ...MEERA, role: "mentor", version: 3 }),
  });
  renderPage(<UserDesk userId={MEERA.id} />);
  await userEvent.selectOptions(await screen.findByRole("combobox", { name: "Role" }), "Mentor");
  await userEvent.click(screen.getByRole("button", { name: "Change the role" }));
  const dialog = await screen.findByRole("alertdialog", { name: "Make Meera Bhat a mentor?" });
  expect(dialog).toHaveTextContent("empty and not active yet");
  await userEvent.click(within(dialog).getByRole("button", { name: "Change the role" }));
  expect(await screen.findByRole("link", { name: /Mentor profile/ })).toBeVisible();
  expect(screen.queryByRole("button", { name: "Give or take credits" })).not.toBeInTheDocument();
  const sent = requests.find(({ method }) => method === "PATCH");
  expect(await sent?.json()).toEqual({ version: 2, role: "mentor" });
});

test("suspending an account that somebody else has just changed says so and loads it again", async () => {
  signIn({ role: "admin" });
  stubRoutes({
    [`GET ${PATH}`]: [Response.json(MEERA), Response.json({ ...MEERA, name: "Meera", version: 3 })],
    [`PATCH ${PATH}`]: refusal(409, "edit_conflict", {
      message: "Somebody else has changed this.",
    }),
  });
  renderPage(<UserDesk userId={MEERA.id} />);
  await userEvent.click(await screen.findByRole("button", { name: "Suspend the account" }));
  await userEvent.click(await screen.findByRole("button", { name: "Suspend" }));
  expect(await screen.findByText("Somebody else has changed this.")).toBeVisible();
  expect(
    await screen.findByRole("heading", { level: 1, name: "Meera", hidden: true }),
  ).toBeInTheDocument();
});

test("nobody changes their own role or status", async () => {
  signIn({ id: MEERA.id, role: "admin" });
  stubRoutes({ [`GET ${PATH}`]: Response.json({ ...MEERA, role: "admin" }) });
  renderPage(<UserDesk userId={MEERA.id} />);
  expect(await screen.findByText(/Your own role is changed by another/)).toBeVisible();
  expect(screen.queryByRole("button", { name: "Suspend the account" })).not.toBeInTheDocument();
});
