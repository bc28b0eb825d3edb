import { fireEvent, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { refusal, renderPage, signedInAs, signIn, stubRoutes } from "@tests/support";
import { expect, test, vi } from "vitest";
import { OfflineBanner } from "./offline-banner";
import { VerifyBanner } from "./verify-banner";

const PROFILE = "GET /api/account/profile";
const RESEND = "POST /api/auth/verify-email/resend";

test("being offline is said for as long as it lasts", () => {
  renderPage(<OfflineBanner />);
  expect(screen.queryByText("You are offline.")).not.toBeInTheDocument();
  const online = vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
  fireEvent(window, new Event("offline"));
  expect(screen.getByText("You are offline.")).toBeVisible();
  online.mockReturnValue(true);
  fireEvent(window, new Event("online"));
  expect(screen.queryByText("You are offline.")).not.toBeInTheDocument();
});

test("an address that is not confirmed is named, and the mail sent again", async () => {
  const user = signIn({ email_verified: false });
  stubRoutes({
    [PROFILE]: Response.json(user),
    [RESEND]: [
      refusal(503, "database_unavailable", { message: "Try again in a minute." }),
      Response.json({ status: "accepted" }, { status: 202 }),
    ],
  });
  renderPage(<VerifyBanner />);
  expect(screen.getByText("asha@example.com")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Send the mail again" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("Try again in a minute.");
  await userEvent.click(screen.getByRole("button", { name: "Send the mail again" }));
  expect(await screen.findByText(/Only the newest link works/)).toBeVisible();
});

test("confirmed on another device, the banner goes when one comes back", async () => {
  const user = signIn({ email_verified: false });
  stubRoutes({ [PROFILE]: [Response.json(user), Response.json(signedInAs().user)] });
  renderPage(<VerifyBanner />);
  expect(await screen.findByRole("button", { name: "Send the mail again" })).toBeVisible();
  await vi.waitFor(() => {
    fireEvent(document, new Event("visibilitychange", { bubbles: true }));
    expect(screen.queryByText("asha@example.com")).not.toBeInTheDocument();
  });
});

test("nobody else sees it", () => {
  signIn();
  renderPage(<VerifyBanner />);
  expect(screen.queryByRole("region")).not.toBeInTheDocument();
});
