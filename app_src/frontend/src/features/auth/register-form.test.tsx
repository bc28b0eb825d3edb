import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { refusal, renderPage, signedInAs, stubRoutes } from "@tests/support";
import { afterEach, expect, test } from "vitest";
import { browserZone } from "@/shared/lib/time";
import { getSession, leave } from "@/shared/session/store";
import { RegisterForm } from "./register-form";

const FREE = "POST /api/auth/register-free";
const WITH_PLAN = "POST /api/auth/register";
const PASSWORD = "purple tractor river";

async function fillIn(password = PASSWORD) {
  await userEvent.type(screen.getByLabelText("Your name"), "Asha Rao");
  await userEvent.type(screen.getByLabelText("E-mail address"), "asha@example.com");
  await userEvent.type(screen.getByLabelText("Password"), password);
  await userEvent.click(screen.getByRole("checkbox", { name: /terms of use/ }));
  await userEvent.click(screen.getByRole("button", { name: "Create free account" }));
}

afterEach(() => leave());

test("opens a free account in the device's time zone", async () => {
  const requests = stubRoutes({ [FREE]: Response.json(signedInAs(), { status: 201 }) });
  renderPage(<RegisterForm loginPath="/login" />);
  await fillIn();
  expect(await requests[0]?.json()).toEqual({
    name: "Asha Rao",
    email: "asha@example.com",
    password: PASSWORD,
    time_zone: browserZone(),
    accept_terms: true,
  });
  expect(getSession().status).toBe("signed-in");
});

test("a plan is named; one that is no longer on sale does not stand in the way", async () => {
  const requests = stubRoutes({
    [WITH_PLAN]: refusal(422, "plan_unknown"),
    [FREE]: Response.json(signedInAs(), { status: 201 }),
  });
  renderPage(<RegisterForm plan="growth" loginPath="/login?plan=growth" />);
  await fillIn();
  expect(await requests[0]?.json()).toMatchObject({ plan_code: "growth" });
  expect(requests).toHaveLength(2);
  expect(getSession().status).toBe("signed-in");
});

test("an address that is taken leads to logging in, and takes it along", async () => {
  stubRoutes({ [FREE]: refusal(409, "email_taken") });
  const { router } = renderPage(<RegisterForm loginPath="/login?plan=growth" />);
  await fillIn();
  await userEvent.click(await screen.findByRole("link", { name: "Log in instead" }));
  expect(router.state.location).toMatchObject({
    pathname: "/login",
    search: "?plan=growth",
    state: { email: "asha@example.com" },
  });
});

test("what is easy to guess is told at the password", async () => {
  stubRoutes({
    [FREE]: refusal(422, "password_weak", {
      fields: [{ path: "password", message: "This password is too easy to guess." }],
    }),
  });
  renderPage(<RegisterForm loginPath="/login" />);
  await fillIn("password1234");
  expect(await screen.findByText("This password is too easy to guess.")).toBeVisible();
  expect(screen.getByLabelText("Password")).toHaveAccessibleDescription(/too easy to guess/);
});

test("without consent nothing is sent", async () => {
  const requests = stubRoutes({});
  renderPage(<RegisterForm loginPath="/login" />);
  await userEvent.click(screen.getByRole("button", { name: "Create free account" }));
  expect(await screen.findByText("Accept both to open an account")).toBeVisible();
  expect(screen.getByText("Use at least 10 characters")).toBeVisible();
  expect(requests).toHaveLength(0);
});
