import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { refusal, renderPage, signIn, stubRoutes } from "@tests/support";
import { expect, test } from "vitest";
import { getSession } from "@/shared/session/store";
import { ResetPasswordForm } from "./reset-password-form";

const CONFIRM = "POST /api/auth/password-reset/confirm";
const LINK = { at: "/reset-password#token=a-token-of-twenty-letters" };

async function setPassword(password = "purple tractor river") {
  await userEvent.type(screen.getByLabelText("New password"), password);
  await userEvent.click(screen.getByRole("button", { name: "Set the password" }));
}

test("sets the password and forgets the session, which the API has ended", async () => {
  signIn();
  const requests = stubRoutes({ [CONFIRM]: new Response(null, { status: 204 }) });
  renderPage(<ResetPasswordForm />, LINK);
  await setPassword();
  expect(await screen.findByText("Your new password is set")).toBeVisible();
  expect(await requests[0]?.json()).toEqual({
    token: "a-token-of-twenty-letters",
    password: "purple tractor river",
  });
  expect(getSession().status).toBe("anonymous");
});

test("a weak password does not use up the link", async () => {
  stubRoutes({
    [CONFIRM]: [
      refusal(422, "password_weak", { fields: [{ path: "password", message: "Too easy." }] }),
      new Response(null, { status: 204 }),
    ],
  });
  renderPage(<ResetPasswordForm />, LINK);
  await setPassword("password1234");
  expect(await screen.findByText("Too easy.")).toBeVisible();
  await userEvent.clear(screen.getByLabelText("New password"));
  await setPassword();
  expect(await screen.findByText("Your new password is set")).toBeVisible();
});

test.each(["a used link", "no link"])("%s leads to a new one", async (which) => {
  stubRoutes({ [CONFIRM]: refusal(410, "link_invalid") });
  renderPage(<ResetPasswordForm />, which === "no link" ? {} : LINK);
  if (which !== "no link") {
    await setPassword();
  }
  expect(await screen.findByRole("link", { name: "Ask for a new link" })).toHaveAttribute(
    "href",
    "/forgot-password",
  );
});
