import { randomBytes } from "node:crypto";
import type { Page } from "@playwright/test";
import { demoPassword } from "./environment.ts";
import { expect } from "./test.ts";

export interface Person {
  name: string;
  email: string;
  password: string;
}

function demo(role: string): Person {
  return { name: role, email: `demo-${role}-1@example.com`, password: demoPassword ?? "" };
}

/** The demonstration's first account of each role: one with a past. */
export const DEMO = {
  mentee: demo("mentee"),
  mentor: demo("mentor"),
  admin: demo("admin"),
} as const;

/** Somebody whom the installation has never seen. */
export function newPerson(name = "Meera Sample"): Person {
  const id = randomBytes(6).toString("hex");
  return { name, email: `e2e-${id}@example.com`, password: `correct-horse-${id}` };
}

/** Fills in the form on the page and waits for the account's first page. */
export async function register(page: Page, person: Person): Promise<void> {
  await page.getByLabel("Your name").fill(person.name);
  await page.getByLabel("E-mail address").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("checkbox", { name: /I accept/ }).check();
  await page.getByRole("button", { name: "Create free account" }).click();
  await expect(page).not.toHaveURL(/\/register/);
}

/** Through the form, as people do, who wait where the edge allows one login a second; ends on `next`. */
export async function logIn(page: Page, person: Person, next = "/dashboard"): Promise<void> {
  await page.goto(`/login?next=${encodeURIComponent(next)}`);
  await page.getByLabel("E-mail address").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await expect(async () => {
    if (page.url().includes("/login")) {
      await page.getByRole("button", { name: "Log in" }).click({ timeout: 2_000 });
    }
    await expect(page).not.toHaveURL(/\/login/, { timeout: 5_000 });
  }).toPass({ timeout: 30_000 });
}
