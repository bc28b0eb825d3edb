import type { Page } from "@playwright/test";
import { DEMO } from "../../support/people.ts";
import { settled } from "../../support/settled.ts";
import { expect } from "../../support/test.ts";
import {
  alter,
  become,
  button,
  changed,
  type Form,
  inDialog,
  inMinutes,
  MADE_UP,
  nothing,
  openFirst,
  press,
} from "./form.ts";

const CONFIRMED = { of: "parent", make: (known) => known } as const satisfies Form["answer"];

/** Has or lacks a calendar address, as one was made or closed last. */
async function feed(page: Page, active: boolean): Promise<void> {
  let there = active;
  page.on("response", (response) => {
    const method = response.request().method();
    if (response.url().endsWith("/calendar-feed") && response.ok() && method !== "GET") {
      there = method === "POST";
    }
  });
  await alter(page, /^\/api\/account\/calendar-feed$/, () => ({
    active: there,
    created_at: there ? inMinutes(0) : null,
  }));
}

/** Of the demonstration's first mentee. The last ones end signed out. */
export const MENTEE: readonly Form[] = [
  {
    operation: "changeProfile",
    everyday: true,
    open: async (page) => void (await page.goto("/account/profile")),
    fill: (page) => page.getByRole("textbox", { name: "Name" }).fill("Meera of the browser test"),
    submit: (page) => button(page, "Save changes"),
    answer: changed,
    done: /^Saved$/,
  },
  {
    operation: "changePassword",
    open: async (page) => void (await page.goto("/account/security")),
    fill: async (page) => {
      await page.getByLabel("Current password", { exact: true }).fill(DEMO.mentee.password);
      await page.getByLabel("New password", { exact: true }).fill("correct horse battery");
    },
    submit: (page) => button(page, "Change password"),
    answer: nothing,
    done: /Your password is changed/,
  },
  {
    operation: "endSession",
    open: async (page) => {
      await alter(page, /^\/api\/account\/sessions$/, ({ items = [] }) => ({
        items: [...items, { ...items[0], id: MADE_UP, current: false }],
      }));
      await page.goto("/account/security");
    },
    submit: (page) => button(page, /^Sign out (?!everywhere)/),
    answer: nothing,
    done: /is signed out$/,
  },
  {
    operation: "endOtherSessions",
    open: (page) => press(page, "Sign out everywhere else"),
    submit: (page) => inDialog(page, "Sign out the others"),
    answer: nothing,
    done: /All other devices are signed out/,
  },
  {
    operation: "openCalendarFeed",
    open: async (page) => {
      await feed(page, false);
      await page.goto("/account/calendar");
    },
    submit: (page) => button(page, "Make a calendar address"),
    answer: {
      status: 201,
      json: { url: "https://codementee.test/api/calendar/x.ics", created_at: inMinutes(0) },
    },
    done: (page) =>
      expect(page.getByRole("textbox", { name: "Your calendar address" })).toHaveValue(/x\.ics$/),
  },
  {
    operation: "closeCalendarFeed",
    open: async (page) => {
      await feed(page, true);
      await page.goto("/account/calendar");
      await press(page, "Close the address");
    },
    submit: (page) => inDialog(page, "Close it"),
    answer: nothing,
    done: /The calendar address is closed/,
  },
  {
    operation: "recordConsent",
    open: async (page) => void (await page.goto("/account/privacy")),
    submit: (page) => button(page, /news by mail$/),
    answer: {
      status: 201,
      json: { subject: "marketing", version: "2026-11", granted: true, at: inMinutes(0) },
    },
  },
  {
    operation: "exportAccount",
    open: async (page) => void (await page.goto("/account/privacy")),
    submit: (page) => button(page, "Download my data"),
    answer: { json: {} },
    done: /is in your downloads/,
  },
  {
    operation: "joinWaitlist",
    open: async (page) => {
      await alter(page, /^\/api\/mentee\/waitlist$/, (known) => ({ ...known, items: [] }));
      await page.goto("/mentee/bookings");
    },
    fill: async (page) => void (await page.getByLabel("Wait for").selectOption({ index: 1 })),
    submit: (page) => button(page, "Tell me about times"),
    answer: {
      status: 201,
      json: { id: MADE_UP, interview_type: "coding", state: "waiting" },
    },
  },
  {
    operation: "leaveWaitlist",
    open: async (page) => {
      const entry = {
        id: MADE_UP,
        interview_type: "coding",
        state: "waiting",
        created_at: inMinutes(-60),
        notified_at: null,
      };
      await alter(page, /^\/api\/mentee\/waitlist$/, (known) => ({ ...known, items: [entry] }));
      await page.goto("/mentee/bookings");
    },
    submit: (page) => button(page, /^Stop waiting/),
    answer: nothing,
  },
  {
    operation: "cancelBooking",
    everyday: true,
    open: async (page) => {
      await openFirst(page, "/mentee/bookings", "/mentee/bookings");
      await press(page, "Cancel the booking");
    },
    fill: (page) => page.getByLabel("Reason (optional)").fill("The real interview was moved."),
    submit: (page) => inDialog(page, "Cancel the booking"),
    answer: become({ state: "cancelled_by_mentee" }),
    done: /The booking is cancelled/,
  },
  {
    operation: "rescheduleBooking",
    open: async (page) => {
      await openFirst(page, "/mentee/bookings", "/mentee/bookings");
      await page.goto(`${new URL(page.url()).pathname}/move`);
    },
    fill: async (page) => {
      const free = page.getByRole("checkbox").and(page.locator(":not([aria-disabled])"));
      await expect(free.first()).toBeAttached();
      await free.first().check();
    },
    submit: (page) => button(page, /^Mov(e the mock|ing)/),
    answer: CONFIRMED,
    done: /The mock has been moved/,
  },
  {
    operation: "rateMyMock",
    open: async (page) => {
      await alter(page, /^\/api\/mentee\/mocks\/[0-9a-f]{24}\/feedback$/, (known) => ({
        ...known,
        rating: null,
      }));
      // Not every mock that is past has its feedback yet.
      await page.goto("/mentee/mocks?view=past");
      await settled(page);
      const mocks = page.locator('main a[href^="/mentee/mocks/"]');
      const addresses = await mocks.evaluateAll((links) =>
        links.map((link) => link.getAttribute("href") ?? ""),
      );
      const stars = page.getByRole("radio", { name: /^4 stars/ });
      for (const address of addresses) {
        await page.goto(address);
        await settled(page);
        if ((await stars.count()) > 0) {
          return;
        }
      }
      throw new Error(`none of ${addresses.length} past mocks can be rated`);
    },
    fill: async (page) => {
      await page.getByRole("radio", { name: /^4 stars/ }).check();
      await page.getByRole("radio", { name: "8", exact: true }).check();
      await page
        .getByLabel(/Anything you would like to add/)
        .fill("Next time with less small talk.");
    },
    submit: (page) => button(page, /^Send the rating/),
    answer: {
      of: { beside: "feedback" },
      make: (feedback, rating) => ({ ...feedback, rating: { ...rating, at: inMinutes(0) } }),
    },
    done: /Thank you\./,
  },
  {
    operation: "requestRefund",
    open: async (page) => {
      await alter(page, /^\/api\/mentee\/credits$/, (known) => ({
        ...known,
        available: 2,
        items: (known.items ?? []).map((lot) => ({
          ...lot,
          remaining: 2,
          expires_at: inMinutes(60 * 24 * 60),
        })),
      }));
      await openFirst(page, "/mentee/orders", "/mentee/orders");
      await press(page, "Ask for a refund");
    },
    fill: (page) => page.getByLabel("Why?").fill("I have got the job."),
    submit: (page) => inDialog(page, "Ask for the refund"),
    answer: {
      status: 201,
      json: { id: MADE_UP, state: "requested", amount_paise: 100, credits: 2 },
    },
    done: /We have your request/,
  },
  {
    operation: "logout",
    open: async (page) => {
      await page.goto("/account/profile");
      await page.getByRole("button", { name: /^Account of/ }).click();
    },
    submit: (page) => page.getByRole("menuitem", { name: "Log out" }),
    answer: nothing,
    done: (page) => expect(page).toHaveURL(/\/$/),
  },
];

/** Of somebody who has just registered: what a newcomer does up to the payment. */
export const NEWCOMER: readonly Form[] = [
  {
    operation: "resendVerification",
    open: async (page) => void (await page.goto("/mentee")),
    submit: (page) =>
      page.getByRole("region", { name: "Confirm your e-mail address" }).getByRole("button"),
    answer: nothing,
    done: /Only the newest link works/,
  },
  {
    operation: "createBooking",
    open: async (page) => void (await page.goto("/mentee/book?company=google")),
    submit: (page) => button(page, "Continue"),
    answer: "pass",
    done: /Which interview do you want to practise\?/,
  },
  {
    operation: "changeBooking",
    fill: async (page) => void (await page.getByRole("radio", { name: /^Coding/ }).check()),
    submit: (page) => button(page, "Continue"),
    answer: "pass",
    done: /Which times suit you\?/,
  },
  {
    operation: "holdSlots",
    fill: async (page) => {
      const free = page.getByRole("checkbox").and(page.locator(":not([aria-disabled])"));
      await expect(free.nth(1)).toBeAttached();
      await free.nth(0).check();
      await free.nth(1).check();
    },
    submit: (page) => button(page, /^Keep th/),
    answer: "pass",
    done: /Is everything right\?/,
  },
  {
    operation: "confirmBooking",
    submit: (page) => button(page, /^Confirm/),
    answer: "pass",
    done: /Choose a plan and pay/,
  },
  {
    operation: "createOrder",
    submit: (page) => button(page, /^Pay ₹/),
    answer: {
      status: 503,
      json: { error: { code: "payments_unavailable", message: "Nothing was charged." } },
    },
    done: /Nothing was charged\./,
  },
  {
    operation: "cancelBooking",
    name: "giving a booking up",
    open: (page) => press(page, "Give up this booking"),
    submit: (page) => inDialog(page, "Give it up"),
    answer: "pass",
  },
  {
    operation: "createBooking",
    name: "another draft",
    open: async (page) => void (await page.goto("/mentee/book?company=amazon")),
    submit: (page) => button(page, "Continue"),
    answer: "pass",
    done: /Which interview do you want to practise\?/,
  },
  {
    operation: "deleteBooking",
    open: async (page) => {
      await openFirst(page, "/mentee/bookings", "/mentee/bookings");
      await press(page, "Delete the draft");
    },
    submit: (page) => inDialog(page, "Delete the draft"),
    answer: "pass",
    done: /The draft is deleted/,
  },
  {
    operation: "deleteAccount",
    open: async (page) => {
      await page.goto("/account/privacy");
      await press(page, "Delete my account");
    },
    fill: async (page) => {
      const asked = await page.locator("label", { hasText: /^Type / }).innerText();
      await page.getByLabel(/^Type /).fill(asked.replace("Type ", "").trim());
      await page.getByLabel("Your password", { exact: true }).fill("correct horse battery");
    },
    submit: (page) => inDialog(page, /^Delet(e for good|ing)/),
    answer: nothing,
    done: (page) => expect(page).toHaveURL(/\/account-deleted$/),
  },
];
