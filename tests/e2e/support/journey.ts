// Steps of a booking that several journeys share, as people take them.
import type { FrameLocator, Page } from "@playwright/test";
import { newPerson, type Person, register } from "./people.ts";
import { expect } from "./test.ts";

/** A new mentee on the wizard's first step, with the company and the interview of the address chosen. */
export async function startBooking(
  page: Page,
  company = "google",
  type = "coding",
): Promise<Person> {
  const person = newPerson();
  const next = `/mentee/book?company=${company}&type=${type}`;
  await page.goto(`/register?next=${encodeURIComponent(next)}`);
  await register(page, person);
  await expect(
    page.getByRole("heading", { name: "Which company do you prepare for?" }),
  ).toBeVisible();
  return person;
}

/** The first `count` times that are free, chosen on the slots step. */
export async function chooseTimes(page: Page, count: number): Promise<void> {
  await expect(page.getByRole("heading", { name: "Which times suit you?" })).toBeVisible();
  const free = page.getByRole("checkbox").and(page.locator(":not([aria-disabled])"));
  await expect(free.nth(count - 1)).toBeAttached();
  for (let index = 0; index < count; index += 1) {
    await free.nth(index).check();
  }
}

export async function keepTimes(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Keep th/ }).click();
  await expect(page.getByRole("heading", { name: "Is everything right?" })).toBeVisible();
}

/** From the first step to the choice of a plan, two times kept. */
export async function reachPayment(page: Page): Promise<Person> {
  const person = await startBooking(page);
  await page.getByRole("button", { name: "Continue" }).click();
  await chooseTimes(page, 2);
  await keepTimes(page);
  await page.getByRole("button", { name: "Confirm and go to payment" }).click();
  await expect(page.getByRole("heading", { name: "Choose a plan and pay" })).toBeVisible();
  return person;
}

/** The payment service's window, opened. */
export async function openCheckout(page: Page): Promise<FrameLocator> {
  await page.getByRole("button", { name: /^Pay ₹/ }).click();
  const frame = page.frameLocator("iframe.razorpay-checkout-frame");
  await expect(frame.getByRole("button", { name: "Pay", exact: true })).toBeVisible();
  return frame;
}

export async function expectBooked(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { name: /Your mock interview is booked/ })).toBeVisible({
    timeout: 30_000,
  });
}
