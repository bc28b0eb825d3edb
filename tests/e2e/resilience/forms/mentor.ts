import { expect } from "../../support/test.ts";
import {
  alter,
  button,
  changed,
  type Form,
  inDialog,
  inMinutes,
  nothing,
  openFirst,
  press,
} from "./form.ts";

const MOCK = /^\/api\/mentor\/mocks\/[0-9a-f]{24}$/;
const anyMock = (page: Parameters<typeof openFirst>[0]) =>
  openFirst(page, "/mentor/mocks?show=over", "/mentor/mocks");
/** A mock at this distance from now, not given feedback yet. */
const mockIn = (minutes: number) => (known: object) => ({
  ...known,
  state: "scheduled",
  feedback_at: null,
  start_at: inMinutes(minutes),
  end_at: inMinutes(minutes + 60),
  feedback_due_at: inMinutes(minutes + 60 * 49),
});

/** Of the demonstration's first mentor. */
export const MENTOR: readonly Form[] = [
  {
    operation: "putMentorAvailability",
    everyday: true,
    open: async (page) => void (await page.goto("/mentor/availability")),
    fill: (page) => page.getByLabel("Notice, in hours").fill("31"),
    submit: (page) => button(page, /^Sav(e changes|ing)/),
    answer: changed,
    done: /Your hours are saved/,
  },
  {
    operation: "putAvailabilityException",
    open: async (page) => {
      await page.goto("/mentor/availability");
      await press(page, "Add days");
    },
    fill: (page) => page.getByLabel("First day").fill(inMinutes(60 * 24 * 300).slice(0, 10)),
    submit: (page) => inDialog(page, /^Sav(e|ing…)$/),
    answer: { json: { date: inMinutes(60 * 24 * 300).slice(0, 10), windows: [] } },
    done: /^Away on/,
  },
  {
    operation: "deleteAvailabilityException",
    open: async (page) => {
      const exception = { date: inMinutes(60 * 24 * 200).slice(0, 10), windows: [] };
      await alter(page, /^\/api\/mentor\/availability\/exceptions$/, (known) => ({
        ...known,
        items: [exception],
      }));
      await page.goto("/mentor/availability");
      await press(page, /^Remove$/);
    },
    submit: (page) => inDialog(page, "Remove"),
    answer: nothing,
    done: /Weekly hours hold again/,
  },
  {
    operation: "putMentorProfile",
    open: async (page) => void (await page.goto("/mentor/profile")),
    fill: async (page) => {
      await page.getByLabel("Headline").fill("Twelve years of interviewing, patiently");
      await page.getByRole("checkbox", { name: "Netflix" }).setChecked(true);
      await page.getByRole("checkbox", { name: "Zomato" }).setChecked(true);
    },
    submit: (page) => button(page, /^Sav(e changes|ing)/),
    answer: changed,
    done: /Your profile is saved/,
  },
  {
    operation: "mentorCancelMock",
    open: async (page) => {
      await alter(page, MOCK, mockIn(60 * 72));
      await anyMock(page);
      await press(page, "Cancel the mock");
    },
    fill: (page) => page.getByLabel("Reason").fill("I have fallen ill."),
    submit: (page) => inDialog(page, /^Cancel(ling…| the mock)$/),
    answer: nothing,
    done: /The mock is cancelled/,
  },
  {
    operation: "mentorReportNoShow",
    open: async (page) => {
      await alter(page, MOCK, mockIn(-20));
      await anyMock(page);
      await press(page, "The mentee did not come");
    },
    submit: (page) => inDialog(page, "Report that nobody came"),
    answer: nothing,
    done: /the mentee did not come$/,
  },
  {
    operation: "mentorGiveFeedback",
    open: async (page) => {
      await alter(page, MOCK, mockIn(-60 * 20));
      await anyMock(page);
      await page.goto(`${new URL(page.url()).pathname}/feedback`);
    },
    fill: async (page) => {
      const form = page.getByRole("form", { name: "Feedback" });
      await expect(form.getByRole("button", { name: "Check and send" })).toBeVisible();
      for (const group of await form.getByRole("group").all()) {
        await group.getByRole("radio").nth(3).check();
      }
      await form
        .getByRole("textbox", { name: "What went well" })
        .fill("Asked about the input first.");
      await form
        .getByRole("textbox", { name: "What to work on" })
        .fill("Say which cases the test covers.");
      await form.getByRole("radio", { name: /^Hire/ }).check();
      await form.getByRole("button", { name: "Check and send" }).click();
      await expect(form.getByText("Asked about the input first.")).toBeVisible();
    },
    submit: (page) => button(page, /^Send/),
    answer: {
      of: "own",
      make: (_, sent) => ({ ...sent, submitted_at: inMinutes(0), rating: null, items: [] }),
    },
    done: /Your feedback is sent/,
  },
];
