import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { renderPage, signedInAs, signIn, stubRoutes } from "@tests/support";
import { expect, test } from "vitest";
import { matches } from "@/shared/forms/time-zone-field";
import { getSession } from "@/shared/session/store";
import { ProfileForm } from "./profile-form";

test("a time zone is found by what people call it, and used from then on", async () => {
  signIn({ time_zone: "Europe/Berlin" });
  const requests = stubRoutes({
    "PATCH /api/account/profile": Response.json(signedInAs({ time_zone: "Asia/Kolkata" }).user),
  });
  renderPage(<ProfileForm />);
  const save = screen.getByRole("button", { name: "Save changes" });
  expect(save).toBeDisabled();
  await userEvent.click(await screen.findByRole("combobox", { name: "Time zone" }));
  await userEvent.type(await screen.findByRole("combobox", { name: "Find a time zone" }), "mumbai");
  await userEvent.click(await screen.findByRole("option", { name: /Kolkata, Asia/ }));
  expect(await screen.findByText(/It is .* IST there now/)).toBeVisible();
  await userEvent.click(save);
  await expect.poll(() => requests.length).toBe(1);
  expect(await requests[0]?.json()).toEqual({ name: "Asha Rao", time_zone: "Asia/Kolkata" });
  await expect.poll(() => getSession()).toMatchObject({ user: { time_zone: "Asia/Kolkata" } });
});

test.each([
  ["America/New_York", "new york", true],
  ["America/Argentina/Buenos_Aires", "argentina", true],
  ["Asia/Kolkata", "India", true],
  ["Asia/Kolkata", "berlin", false],
])("%s for %s: %s", (zone, query, found) => {
  expect(matches(zone, query)).toBe(found);
});
