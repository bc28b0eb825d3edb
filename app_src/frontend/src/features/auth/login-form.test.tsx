import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { refusal, renderPage, signedInAs, stubRoutes } from "@tests/support";
import { afterEach, expect, test } from "vitest";
import { getSession, leave } from "@/shared/session/store";
import { LoginForm } from "./login-form";

const LOGIN = "POST /api/auth/login";

async function logIn() {
  await userEvent.type(screen.getByLabelText("E-mail address"), " asha@example.com ");
  await userEvent.type(screen.getByLabelText("Password"), "correct horse battery");
  await userEvent.click(screen.getByRole("button", { name: "Log in" }));
}

afterEach(() => leave());

test("the right password signs in", async () => {
  const requests = stubRoutes({ [LOGIN]: Response.json(signedInAs()) });
  renderPage(<LoginForm />);
  await logIn();
  expect(await requests[0]?.json()).toEqual({
    email: "asha@example.com",
    password: "correct horse battery",
  });
  expect(getSession()).toMatchObject({ status: "signed-in", user: { name: "Asha Rao" } });
});

test("a refusal is told, and what was typed stays", async () => {
  stubRoutes({
    [LOGIN]: refusal(401, "credentials_wrong", { message: "E-mail address or password is wrong." }),
  });
  renderPage(<LoginForm />);
  await logIn();
  expect(await screen.findByRole("alert")).toHaveTextContent("password is wrong");
  expect(screen.getByLabelText("Password")).toHaveValue("correct horse battery");
  expect(getSession().status).not.toBe("signed-in");
});

test("after too many attempts the form says when the next one makes sense", async () => {
  stubRoutes({
    [LOGIN]: refusal(429, "too_many_attempts", {
      message: "Too many failed attempts.",
      headers: { "Retry-After": "60" },
    }),
  });
  renderPage(<LoginForm />);
  await logIn();
  expect(await screen.findByText(/You can try again in (60|59) seconds/)).toBeVisible();
  expect(screen.getByRole("button", { name: "Log in" })).toBeDisabled();
});
