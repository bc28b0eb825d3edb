import type { Browser, Page } from "@playwright/test";
import { DEMO, logIn, type Person } from "../support/people.ts";
import { expect, test } from "../support/test.ts";
import { newestMail, nextMail } from "../support/vendors.ts";

test.describe.configure({ timeout: 120_000 });

const MENTORS = 8;
const demo = (role: string, number: number): Person => ({
  ...DEMO.mentor,
  email: `demo-${role}-${number}@example.com`,
});

async function mentorWhoOwesFeedback(browser: Browser): Promise<Page> {
  for (let number = 1; number <= MENTORS; number += 1) {
    const page = await browser.newPage();
    await logIn(page, demo("mentor", number), "/mentor/mocks?show=due");
    const due = page.getByRole("main").getByRole("list").getByRole("link").first();
    const none = page.getByText("All feedback is given");
    await expect(due.or(none).first()).toBeVisible();
    if (await due.isVisible()) {
      await due.click();
      return page;
    }
    await page.close();
  }
  throw new Error("no mentor of the demonstration owes feedback");
}

test("a mentor writes the feedback, the mentee reads it and rates", async ({ browser }) => {
  // Whoever of the demonstration's mentors still owes one; a run takes one of them.
  const page = await mentorWhoOwesFeedback(browser);

  const form = page.getByRole("form", { name: "Feedback" });
  await expect(form.getByRole("button", { name: "Check and send" })).toBeVisible();
  for (const group of await form.getByRole("group").all()) {
    await group.getByRole("radio").nth(3).check();
  }
  await form
    .getByRole("textbox", { name: "What went well" })
    .fill("Asked about the input first, then named the cost of each step.");
  // What was typed is there after a reload.
  await page.reload();
  await expect(form.getByRole("textbox", { name: "What went well" })).toHaveValue(
    /Asked about the input first/,
  );
  await form
    .getByRole("textbox", { name: "What to work on" })
    .fill("Say aloud which cases the test covers before you write it.");
  await form.getByRole("radio", { name: /^Hire/ }).check();
  const before = await newestMail();
  await form.getByRole("button", { name: "Check and send" }).click();
  await form.getByRole("button", { name: "Send the feedback" }).click();
  await expect(page.getByText("Asked about the input first")).toBeVisible();

  const mail = await nextMail(before, "is ready");
  const reader = await browser.newPage();
  const path = /https?:\/\/[^\s/]+(\/mentee\/mocks\/[^\s]+)/.exec(mail.text)?.[1] ?? "";
  await logIn(reader, { ...DEMO.mentee, email: mail.to[0] ?? "" }, path);
  await expect(reader.getByText("Asked about the input first")).toBeVisible();
  await reader.getByRole("radio", { name: /^5 stars/ }).check();
  await reader.getByRole("radio", { name: "9", exact: true }).check();
  await reader.getByRole("button", { name: "Send the rating" }).click();
  await expect(reader.getByText("Thank you.", { exact: false })).toBeVisible();
  await reader.goto("/mentee/progress");
  await expect(reader.getByRole("heading", { level: 1 })).toBeVisible();
  await reader.close();
  await page.close();
});
