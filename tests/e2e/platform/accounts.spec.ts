import { newPerson, register } from "../support/people.ts";
import { expect, FAILED_REQUEST, test } from "../support/test.ts";
import { linkIn, mailTo } from "../support/vendors.ts";

test("from the landing page to a confirmed address", async ({ page }) => {
  const person = newPerson();
  await page.goto("/");
  await page.getByRole("banner").getByRole("link", { name: "Start free" }).click();
  await register(page, person);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(
    person.name.split(" ")[0] ?? "",
  );
  const banner = page.getByRole("region", { name: "Confirm your e-mail address" });
  await expect(banner).toBeVisible();

  const mail = await mailTo(person.email, "confirm");
  await page.goto(linkIn(mail, "/verify-email"));
  await expect(page.getByText("Your e-mail address is confirmed")).toBeVisible();
  await page.getByRole("link", { name: "Go to your start page" }).click();
  await expect(page).toHaveURL(/\/mentee$/);
  await expect(banner).toHaveCount(0);
  await mailTo(person.email, "Welcome");
});

test("a forgotten password is replaced, and the old one refused", async ({ page, complaints }) => {
  const person = newPerson();
  await page.goto("/register");
  await register(page, person);
  await page.getByRole("button", { name: /^Account of/ }).click();
  await page.getByRole("menuitem", { name: "Log out" }).click();
  await expect(page).toHaveURL(/\/$/);

  await page.goto("/login");
  await page.getByRole("link", { name: "Forgotten your password?" }).click();
  await page.getByLabel("E-mail address").fill(person.email);
  await page.getByRole("button", { name: "Mail me a link" }).click();
  await expect(page.getByText("Look into your mail")).toBeVisible();

  await page.goto(linkIn(await mailTo(person.email, "password"), "/reset-password"));
  const password = `${person.password}-new`;
  await page.getByLabel("New password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Set the password" }).click();
  await page.getByRole("link", { name: "Log in" }).last().click();

  const logIn = async (given: string) => {
    await page.getByLabel("E-mail address").fill(person.email);
    await page.getByLabel("Password", { exact: true }).fill(given);
    await page.getByRole("button", { name: "Log in" }).click();
  };
  await logIn(person.password);
  await expect(page.getByRole("alert")).toBeVisible();
  await logIn(password);
  await expect(page).toHaveURL(/\/mentee$/);
  const rest = complaints.filter((text) => !FAILED_REQUEST.test(text));
  complaints.splice(0, complaints.length, ...rest);
});

test("a session survives a reload, and ends in every tab at once", async ({ page, context }) => {
  await page.goto("/register");
  await register(page, newPerson());
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page).toHaveURL(/\/mentee$/);

  const other = await context.newPage();
  await other.goto("/mentee/bookings");
  await expect(other.getByRole("heading", { level: 1 })).toBeVisible();
  await page.getByRole("button", { name: /^Account of/ }).click();
  await page.getByRole("menuitem", { name: "Log out" }).click();
  await expect(other).toHaveURL(/\/login\?next=/);
});

test("a page behind the sign-in comes back after it", async ({ page }) => {
  const person = newPerson();
  await page.goto("/mentee/progress");
  await expect(page).toHaveURL(/\/login\?next=%2Fmentee%2Fprogress/);
  await page.getByRole("link", { name: "Create a free account" }).click();
  await register(page, person);
  await expect(page).toHaveURL(/\/mentee\/progress$/);
});
