import type { Page } from "@playwright/test";
import {
  chooseTime,
  chooseTimes,
  expectBooked,
  keepTimes,
  openCheckout,
  openSlot,
  reachPayment,
  startBooking,
} from "../support/journey.ts";
import { DEMO, logIn, newPerson, register } from "../support/people.ts";
import { expect, FAILED_REQUEST, test } from "../support/test.ts";
import { calendarIn, mailCount, mailTo, pay } from "../support/vendors.ts";

test.describe.configure({ timeout: 120_000 });

test("from registering to a confirmed mock, with mails and calendar for both", async ({
  page,
  browser,
}) => {
  const person = await reachPayment(page);
  const frame = await openCheckout(page);
  await frame.getByRole("button", { name: "Pay", exact: true }).click();
  await expectBooked(page);
  await mailTo(person.email, "payment");
  await mailTo(person.email, "invoice");

  const office = await browser.newPage();
  await logIn(office, DEMO.admin, "/admin/bookings?order=newest");
  await office.getByRole("heading", { level: 1 }).waitFor();
  const mine = office.getByRole("row").filter({ hasText: person.name }).first();
  await mine.getByRole("link").first().click();
  await office.getByRole("radio", { name: /Free/ }).first().check();
  await office.getByRole("button", { name: "Confirm and tell both" }).click();
  await expect(office.getByText(/^Confirmed with/)).toBeVisible();
  await office.close();

  const mail = await mailTo(person.email, "Confirmed");
  const calendar = calendarIn(mail);
  expect(calendar).toContain("METHOD:REQUEST");
  expect(calendar).toMatch(/\r?\nUID:\S+/);
  expect(calendar).toMatch(/\r?\nSEQUENCE:0/);

  await page.goto("/mentee");
  await expect(page.getByRole("heading", { name: "Your next mock" })).toBeVisible();
  await page.goto("/mentee/bookings");
  await page
    .getByRole("main")
    .getByRole("link", { name: /Google/ })
    .first()
    .click();
  await page.getByRole("button", { name: "Cancel the booking" }).click();
  const dialog = page.getByRole("dialog", { name: "Cancel this booking?" });
  await dialog.getByLabel("Reason (optional)").fill("The real interview was moved.");
  await dialog.getByRole("button", { name: "Cancel the booking" }).click();
  await expect(page.getByText(/cancelled/i).first()).toBeVisible();
  const off = calendarIn(await mailTo(person.email, "Cancelled"));
  expect(off).toContain("METHOD:CANCEL");
  const uid = /\r?\nUID:(\S+)/.exec(calendar)?.[1] ?? "none";
  expect(off).toContain(`UID:${uid}`);
  // The outbox has gone on to later mails since: a second one would be here by now.
  expect(await mailCount(person.email, "Confirmed")).toBe(1);
});

test("the wizard survives a reload, the back button and another device", async ({
  page,
  browser,
}) => {
  const person = await startBooking(page);
  await page.getByRole("button", { name: "Continue" }).click();
  await chooseTimes(page, 2);
  await page.reload();
  await expect(page.getByText("Your times, the most wanted first (2 of 3)")).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("heading", { name: /Which (company|interview)/ })).toBeVisible();
  await page.goForward();
  await keepTimes(page);

  const phone = await browser.newPage();
  await logIn(phone, person, "/mentee/book");
  await phone
    .getByRole("main")
    .getByRole("link", { name: /Continue|Go on/ })
    .first()
    .click();
  await expect(phone.getByRole("heading", { name: "Is everything right?" })).toBeVisible();
  await phone.close();
});

test("a payment that fails can be tried again, and is taken once", async ({ page }) => {
  const person = await reachPayment(page);
  const frame = await openCheckout(page);
  await frame.getByRole("button", { name: "Fail" }).click();
  await frame.getByRole("button", { name: "Close" }).click();
  await expect(page.getByText("The payment did not go through")).toBeVisible();
  await page.getByRole("button", { name: /Pay ₹.* now/ }).click();
  await frame.getByRole("button", { name: "Pay", exact: true }).click();
  await expectBooked(page);
  await mailTo(person.email, "payment");
  await page.goto("/mentee/orders");
  await expect(page.getByRole("main").getByText("Paid", { exact: true })).toHaveCount(1);
});

test("a payment window that is closed loses nothing, and a payment heard of late still books", async ({
  page,
}) => {
  await reachPayment(page);
  const [request] = await Promise.all([
    page.waitForResponse(
      (answer) =>
        answer.url().endsWith("/api/payment/orders") && answer.request().method() === "POST",
    ),
    openCheckout(page),
  ]);
  const { order } = (await request.json()) as { order: { razorpay_order_id: string } };
  const frame = page.frameLocator("iframe.razorpay-checkout-frame");
  await frame.getByRole("button", { name: "Close" }).click();
  await expect(page.getByText("Not paid yet").first()).toBeVisible();
  // Paid after all, in another window: this page never hears of it but by asking.
  await pay(order.razorpay_order_id);
  await expectBooked(page);
});

test("two people want the last seat: one gets it, the other is told and goes on", async ({
  page: office,
  browser,
}) => {
  const slot = await openSlot(office, 1);
  const people = [await browser.newPage(), await browser.newPage()] as const;
  for (const page of people) {
    await startBooking(page);
    await page.getByRole("button", { name: "Continue" }).click();
    await chooseTime(page, slot);
  }
  await Promise.all(people.map((page) => page.getByRole("button", { name: /^Keep th/ }).click()));
  const won = (page: Page) => page.getByRole("heading", { name: "Is everything right?" });
  const lost = (page: Page) => page.getByText("One of your times is gone");
  for (const page of people) {
    await expect(won(page).or(lost(page)).first()).toBeVisible();
  }
  const winners = await Promise.all(people.map((page) => won(page).count()));
  expect(winners.toSorted(), "one has the seat").toEqual([0, 1]);
  const loser = people[winners.indexOf(0)] ?? people[0];
  await chooseTimes(loser, 1);
  await keepTimes(loser);
  await Promise.all(people.map((page) => page.close()));
});

test("keyboard alone books a mock up to the payment", async ({ page }) => {
  const person = newPerson();
  await page.goto("/register?next=%2Fmentee%2Fbook%3Fcompany%3Damazon%26type%3Dcoding");
  await register(page, person);
  const press = async (name: RegExp | string, role: "button" | "checkbox" | "radio" = "button") => {
    const control = page
      .getByRole(role, { name })
      .and(page.locator(":not([aria-disabled])"))
      .first();
    await expect(control).toBeAttached();
    for (let step = 0; step < 150; step += 1) {
      if (await control.evaluate((element) => element === document.activeElement)) {
        break;
      }
      await page.keyboard.press("Tab");
    }
    await expect(control).toBeFocused();
    await page.keyboard.press(role === "button" ? "Enter" : "Space");
  };
  await expect(
    page.getByRole("heading", { name: "Which company do you prepare for?" }),
  ).toBeVisible();
  await press("Continue");
  await expect(page.getByRole("heading", { name: "Which times suit you?" })).toBeVisible();
  await press(/seat/, "checkbox");
  await press(/^Keep th/);
  await expect(page.getByRole("heading", { name: "Is everything right?" })).toBeVisible();
  await press("Confirm and go to payment");
  await expect(page.getByRole("heading", { name: "Choose a plan and pay" })).toBeVisible();
});

test("nothing typed or chosen is lost when the API fails", async ({ page, complaints }) => {
  await startBooking(page);
  await page.getByRole("button", { name: "Continue" }).click();
  await chooseTimes(page, 2);
  await page.route("**/api/mentee/bookings/*/hold", (route) =>
    route.fulfill({ status: 500, headers: { "X-Request-ID": "f".repeat(32) }, json: {} }),
  );
  await page.getByRole("button", { name: /^Keep th/ }).click();
  await expect(page.getByRole("alert")).toContainText("our side");
  await page.unroute("**/api/mentee/bookings/*/hold");
  await keepTimes(page);
  const rest = complaints.filter((text) => !FAILED_REQUEST.test(text));
  complaints.splice(0, complaints.length, ...rest);
});
