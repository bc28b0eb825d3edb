import type { Page } from "@playwright/test";
import { expect } from "../../support/test.ts";
import {
  added,
  alter,
  become,
  button,
  changed,
  type Form,
  inDialog,
  inMinutes,
  type Json,
  MADE_UP,
  openFirst,
  press,
} from "./form.ts";

const save = (page: Page) => button(page, /^Sav(e changes|ing)/);
const goTo = (path: string) => async (page: Page) => void (await page.goto(path));
const first =
  (list: string, below = list) =>
  (page: Page) =>
    openFirst(page, list, below);
const BOOKING = /^\/api\/admin\/bookings\/[0-9a-f]{24}$/;
const ORDER = /^\/api\/admin\/orders\/[0-9a-f]{24}$/;
const REFUND = /^\/api\/admin\/refunds\/[0-9a-f]{24}$/;
const LINK = /^\/api\/admin\/meeting-links$/;
const USER = /^\/api\/admin\/users\/[0-9a-f]{24}$/;

/** A refund that somebody else has asked for, whichever the address names. */
const undecided = (known: Json): Json => ({
  ...known,
  state: "requested",
  requested_by: MADE_UP,
  decided_by: null,
  decided_at: null,
  decision_reason: null,
});
const openRefund = async (page: Page) => {
  await alter(page, REFUND, undecided);
  await openFirst(page, "/admin/refunds", "/admin/refunds");
};
const mentee = (known: Json): Json => ({ ...known, role: "mentee", status: "active" });
const openMentee = async (page: Page) => {
  await alter(page, USER, mentee);
  await openFirst(page, "/admin/users?role=mentee", "/admin/users");
};

/** Of an administrator. */
export const ADMIN: readonly Form[] = [
  {
    operation: "adminAssignBooking",
    everyday: true,
    open: first("/admin/bookings"),
    fill: (page) => page.getByRole("radio", { name: /Free/ }).first().check(),
    submit: (page) => button(page, /^Confirm/),
    answer: become({ state: "confirmed", hold_expires_at: null }),
    done: /^Confirmed with/,
  },
  {
    operation: "adminCancelBooking",
    open: async (page) => {
      await openFirst(page, "/admin/bookings", "/admin/bookings");
      await press(page, "Cancel for both sides");
    },
    fill: (page) => page.getByLabel("Reason").fill("No mentor is free that week."),
    submit: (page) => inDialog(page, /^Cancel(ling…| the booking)$/),
    answer: become({ state: "cancelled_by_admin" }),
    done: /is cancelled$/,
  },
  {
    operation: "adminSetOutcome",
    open: async (page) => {
      await alter(page, BOOKING, (known) => ({
        ...known,
        state: "confirmed",
        mentor: { id: MADE_UP, name: "Ravi Menon" },
        slot: { id: MADE_UP, start_at: inMinutes(-60), end_at: inMinutes(0) },
      }));
      await openFirst(page, "/admin/bookings", "/admin/bookings");
      await press(page, "Record the outcome");
    },
    fill: async (page) => {
      await page.getByRole("radio", { name: /It took place/ }).check();
      await page.getByLabel("Note (optional)").fill("Both said so.");
    },
    submit: (page) => inDialog(page, /^Record(ing…| the outcome)$/),
    answer: become({ state: "completed" }),
    done: /The outcome is recorded/,
  },
  {
    operation: "adminCreateCompany",
    open: goTo("/admin/companies/new"),
    fill: async (page) => {
      await page.getByLabel("Name", { exact: true }).fill("Example Systems");
      await page.getByRole("radio", { name: "Product company" }).check();
      await page.getByLabel("Title").fill("Engineer I");
    },
    submit: (page) => button(page, /^(Add the company|Saving)/),
    answer: added,
    done: /is added$/,
  },
  {
    operation: "adminChangeCompany",
    open: first("/admin/companies"),
    fill: (page) => page.getByLabel("Name", { exact: true }).fill("A name of the browser test"),
    submit: save,
    answer: changed,
    done: /Everything is saved/,
  },
  {
    operation: "adminCreateInterviewType",
    open: goTo("/admin/interview-types/new"),
    fill: async (page) => {
      await page.getByLabel("Name", { exact: true }).fill("Debugging");
      await page.getByLabel("What is scored").fill("Hypotheses");
      await page.getByLabel("Weight in %").fill("100");
      await page.getByLabel("What a mentor looks at").fill("Whether each one is tested.");
    },
    submit: (page) => button(page, /^(Add the interview type|Saving)/),
    answer: added,
    done: /is added$/,
  },
  {
    operation: "adminChangeInterviewType",
    open: first("/admin/interview-types"),
    fill: (page) => page.getByLabel("Name", { exact: true }).fill("A name of the browser test"),
    submit: save,
    answer: changed,
    done: /Everything is saved/,
  },
  {
    operation: "adminCreateSlot",
    open: goTo("/admin/slots/new"),
    fill: async (page) => {
      await page.getByLabel("Day").fill(inMinutes(60 * 24 * 20).slice(0, 10));
      await page.getByLabel("Start").fill("03:15");
      await page.getByRole("checkbox", { disabled: false }).first().check();
    },
    submit: (page) => button(page, /^(Make the slot|Saving)/),
    answer: added,
    done: /The slot is made/,
  },
  {
    operation: "adminChangeSlot",
    open: first("/admin/slots"),
    fill: async (page) => {
      const seats = page.getByLabel("Seats");
      await seats.fill(String(Number(await seats.inputValue()) + 1));
    },
    submit: save,
    answer: changed,
    done: /Everything is saved/,
  },
  {
    operation: "adminCreateSlots",
    open: goTo("/admin/slots/series"),
    fill: async (page) => {
      const types = page.getByRole("group", { name: "For which interviews" });
      await types.getByRole("checkbox", { disabled: false }).first().check();
      await page.getByLabel("Seats").fill("3");
    },
    submit: (page) => button(page, /^(Make these slots|Saving)/),
    answer: { status: 201, json: { created: 3, existing: 1, skipped: 0, nonexistent: [] } },
  },
  {
    operation: "adminCreateMeetingLink",
    open: async (page) => {
      await page.goto("/admin/meeting-links");
      await press(page, "Add a meeting link");
    },
    fill: async (page) => {
      await page.getByLabel("Address").fill("https://meet.example.com/browser-test");
      await page.getByLabel("Name").fill("Browser test");
    },
    submit: (page) => inDialog(page, /^(Add to the pool|Adding…)$/),
    answer: added,
    done: /is in the pool$/,
  },
  {
    operation: "adminChangeMeetingLink",
    name: "renaming a meeting link",
    open: async (page) => {
      await page.goto("/admin/meeting-links");
      await press(page, /^Rename/);
    },
    fill: (page) =>
      page
        .getByRole("dialog")
        .getByRole("textbox", { name: "Name" })
        .fill("A name of the browser test"),
    submit: (page) => inDialog(page, /^Sav(e the name|ing…)$/),
    answer: { json: { id: MADE_UP, version: 9 } },
    done: (page) => expect(page.getByRole("dialog")).toHaveCount(0),
  },
  {
    operation: "adminChangeMeetingLink",
    name: "retiring a meeting link",
    open: async (page) => {
      await alter(page, LINK, (known) => ({
        ...known,
        items: (known.items ?? []).map((link) => ({ ...link, active: true })),
      }));
      await page.goto("/admin/meeting-links");
      await press(page, /^Retire/);
    },
    submit: (page) => inDialog(page, "Retire"),
    answer: { json: { id: MADE_UP, version: 9 } },
    done: (page) => expect(page.getByRole("alertdialog")).toHaveCount(0),
  },
  {
    operation: "adminCreatePricingPlan",
    open: goTo("/admin/plans/new"),
    fill: async (page) => {
      await page.getByLabel("Name", { exact: true }).fill("Sprint");
      await page.getByLabel("Tagline").fill("Two mocks before the interview");
      await page.getByLabel("Price in rupees").fill("3,499");
      await page.getByLabel("Mock interviews").fill("2");
      await page.getByLabel("Months to use them").fill("1");
      await page.getByLabel("Line 1").fill("Two mock interviews");
    },
    submit: (page) => button(page, /^(Put the plan on sale|Saving)/),
    answer: added,
    done: /is on sale$/,
  },
  {
    operation: "adminChangePricingPlan",
    open: first("/admin/plans"),
    fill: (page) => page.getByLabel("Tagline").fill("A line of the browser test"),
    submit: save,
    answer: changed,
    done: /Everything is saved/,
  },
  {
    operation: "adminCreateMentor",
    open: goTo("/admin/mentors/new"),
    fill: async (page) => {
      await page.getByLabel("Name", { exact: true }).fill("Asha Example");
      await page.getByLabel("E-mail address", { exact: true }).fill("asha@example.com");
      await page.getByLabel("Headline").fill("Ten years of platforms");
      await page.getByLabel("About them").fill("Looks at how one gets there.");
      await page.getByRole("checkbox", { name: "Coding" }).check();
      await page.getByRole("checkbox", { name: "Google" }).check();
    },
    submit: (page) => button(page, /^(Add the mentor|Saving)/),
    answer: added,
    done: /is a mentor$/,
  },
  {
    operation: "adminChangeMentor",
    open: first("/admin/mentors"),
    fill: (page) => page.getByLabel("Headline").fill("A line of the browser test"),
    submit: save,
    answer: changed,
    done: /Everything is saved/,
  },
  {
    operation: "adminCreateUser",
    open: goTo("/admin/users/new"),
    fill: async (page) => {
      await page.getByLabel("Name", { exact: true }).fill("Asha Example");
      await page.getByLabel("E-mail address").fill("asha@example.com");
      await page.getByRole("radio", { name: /Mentor/ }).check();
    },
    submit: (page) => button(page, /^(Add the account|Saving)/),
    answer: added,
    done: /has an account$/,
  },
  {
    operation: "adminChangeUser",
    name: "name of an account",
    open: openMentee,
    fill: (page) => page.getByLabel("Name", { exact: true }).fill("A name of the browser test"),
    submit: save,
    answer: changed,
    done: /Everything is saved/,
  },
  {
    operation: "adminChangeUser",
    name: "keeping somebody out",
    open: async (page) => {
      await openMentee(page);
      await press(page, "Suspend the account");
    },
    submit: (page) => inDialog(page, "Suspend"),
    answer: changed,
    done: /is kept out$/,
  },
  {
    operation: "adminChangeUser",
    name: "another role",
    open: async (page) => {
      await openMentee(page);
      await page.getByRole("combobox", { name: "Role" }).selectOption("admin");
      await press(page, "Change the role");
    },
    submit: (page) => inDialog(page, "Change the role"),
    answer: changed,
    done: /an administrator now$/i,
  },
  {
    operation: "adjustCredits",
    open: async (page) => {
      await openMentee(page);
      await press(page, "Give or take credits");
    },
    fill: async (page) => {
      await page.getByLabel("How many").fill("2");
      await page.getByLabel("Months they last").fill("2");
      await page.getByLabel("Reason").fill("The mentor was late.");
    },
    submit: (page) => inDialog(page, /^Chang(e the credits|ing…)$/),
    answer: { json: { available: 2, items: [] } },
    done: /The credits are changed/,
  },
  {
    operation: "reconcileOrder",
    open: first("/admin/orders"),
    submit: (page) => button(page, /^Ask(ing…| the payment service)/),
    answer: become({}),
    done: /^Asked\./,
  },
  {
    operation: "createRefund",
    open: async (page) => {
      await alter(page, ORDER, (known) => ({ ...known, refunded_paise: 0 }));
      await openFirst(page, "/admin/orders?state=paid", "/admin/orders");
      await press(page, "Ask for a refund");
    },
    fill: async (page) => {
      await page.getByLabel("Amount in rupees").fill("100");
      await page.getByLabel("Reason").fill("The mentor was late.");
    },
    submit: (page) => inDialog(page, /^Ask(ing…| for the refund)$/),
    answer: { status: 201, json: { id: MADE_UP } },
    done: /The refund is asked for/,
  },
  {
    operation: "approveRefund",
    open: async (page) => {
      await openRefund(page);
      await press(page, "Approve");
    },
    submit: (page) => inDialog(page, /^Pay ₹/),
    answer: become({ state: "approved" }),
    done: /The refund is approved/,
  },
  {
    operation: "rejectRefund",
    open: async (page) => {
      await openRefund(page);
      await press(page, "Reject");
    },
    fill: (page) => page.getByLabel("Reason").fill("The mocks were used."),
    submit: (page) => inDialog(page, /^Reject(ing…| the refund)$/),
    answer: become({ state: "rejected" }),
    done: /The refund is rejected/,
  },
  {
    operation: "adminRetryMail",
    open: async (page) => {
      await alter(page, /^\/api\/admin\/mails$/, (known) => ({
        ...known,
        items: [
          {
            id: MADE_UP,
            template: "welcome",
            state: "failed",
            reason: "refused",
            attempts: 8,
            email: "asha@example.com",
            user_id: MADE_UP,
            created_at: inMinutes(-60),
            next_attempt_at: inMinutes(-60),
            ended_at: inMinutes(-30),
          },
        ],
      }));
      await page.goto("/admin/mails?state=failed");
      await press(page, /^Send again/);
    },
    submit: (page) => inDialog(page, "Send it again"),
    answer: { json: { id: MADE_UP, state: "pending" } },
    done: /The mail is on its way again/,
  },
];
