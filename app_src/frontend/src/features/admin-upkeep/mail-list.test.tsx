import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { pageOf, renderPage, signIn, stubRoutes } from "@tests/support";
import { expect, test } from "vitest";
import type { OutboxEntry } from "@/shared/api/generated/types.gen";
import { MailList } from "./mail-list";

const FAILED: OutboxEntry = {
  id: "1".repeat(24),
  key: "invoice:1",
  template: "invoice",
  user_id: "2".repeat(24),
  email: "meera@example.com",
  state: "failed",
  attempts: 7,
  reason: "outcome unknown for too long",
  created_at: "2026-11-20T05:00:00Z",
  due_at: "2026-11-20T05:00:00Z",
  next_attempt_at: "2026-11-21T05:00:00Z",
  ended_at: "2026-11-21T05:00:00Z",
};

test("a failed mail is sent again after a warning that it may come twice", async () => {
  signIn({ role: "admin" });
  const requests = stubRoutes({
    "GET /api/admin/mails": [pageOf([FAILED]), pageOf([])],
    [`POST /api/admin/mails/${FAILED.id}/retry`]: Response.json({ ...FAILED, state: "pending" }),
  });
  renderPage(<MailList />, { at: "/admin/mails?state=failed" });
  await userEvent.click(await screen.findByRole("button", { name: "Send again “Invoice”" }));
  expect(await screen.findByText(/they may get this mail twice/)).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Send it again" }));
  expect(await screen.findByText("No mail has failed")).toBeInTheDocument();
  expect(requests.map(({ method }) => method)).toEqual(["GET", "POST", "GET"]);
  expect(requests[0]?.url).toContain("state=failed");
});
