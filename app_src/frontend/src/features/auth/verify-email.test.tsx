import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { refusal, renderPage, signedInAs, signIn, stubRoutes } from "@tests/support";
import { expect, test } from "vitest";
import { getSession, leave } from "@/shared/session/store";
import { VerifyEmail } from "./verify-email";

const VERIFY = "POST /api/auth/verify-email";
const PROFILE = "GET /api/account/profile";
const LINK = { at: "/verify-email#token=a-token-of-twenty-letters" };
const done = () => new Response(null, { status: 204 });
const paths = (requests: Request[]) => requests.map((request) => new URL(request.url).pathname);

test("confirms once, and takes the token out of the address", async () => {
  leave();
  const requests = stubRoutes({ [VERIFY]: done() });
  const { router } = renderPage(<VerifyEmail />, LINK);
  expect(await screen.findByText("Your e-mail address is confirmed")).toBeVisible();
  expect(screen.getByRole("link", { name: "Log in" })).toBeVisible();
  await waitFor(() => expect(router.state.location.hash).toBe(""));
  expect(requests).toHaveLength(1);
  expect(await requests[0]?.json()).toEqual({ token: "a-token-of-twenty-letters" });
});

test("somebody who is signed in is confirmed on every page from then on", async () => {
  signIn({ email_verified: false });
  stubRoutes({ [VERIFY]: done(), [PROFILE]: Response.json(signedInAs().user) });
  renderPage(<VerifyEmail />, LINK);
  expect(await screen.findByRole("link", { name: "Go to your start page" })).toBeVisible();
  await waitFor(() => expect(getSession()).toMatchObject({ user: { email_verified: true } }));
});

test("a link that does not work any more offers a new one", async () => {
  const user = signIn({ email_verified: false });
  const requests = stubRoutes({
    [VERIFY]: refusal(410, "link_invalid"),
    [PROFILE]: Response.json(user),
    "POST /api/auth/verify-email/resend": Response.json({ status: "accepted" }, { status: 202 }),
  });
  renderPage(<VerifyEmail />, LINK);
  expect(await screen.findByText("This link does not work any more")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Send the mail again" }));
  expect(await screen.findByText(/Only the newest link works/)).toBeVisible();
  expect(paths(requests).filter((path) => path.endsWith("/verify-email"))).toHaveLength(1);
});

test("a link used twice is no failure for somebody who is confirmed", async () => {
  signIn({ email_verified: false });
  stubRoutes({
    [VERIFY]: refusal(410, "link_invalid"),
    [PROFILE]: Response.json(signedInAs({ email_verified: true }).user),
  });
  renderPage(<VerifyEmail />, LINK);
  expect(await screen.findByText("Your e-mail address is confirmed")).toBeVisible();
});

test("a fault of ours is not blamed on the link", async () => {
  leave();
  stubRoutes({ [VERIFY]: [refusal(503, "database_unavailable"), done()] });
  renderPage(<VerifyEmail />, LINK);
  await userEvent.click(await screen.findByRole("button", { name: "Try again" }));
  expect(await screen.findByText("Your e-mail address is confirmed")).toBeVisible();
});
