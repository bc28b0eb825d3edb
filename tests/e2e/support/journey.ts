// Steps of a booking that several journeys share, as people take them.
import type { FrameLocator, Page } from "@playwright/test";
import { DEMO, newPerson, type Person, register } from "./people.ts";
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

interface Slot {
  /** As the wizard names them in the account's zone: "Tuesday, 24 November", "3:15 am". */
  day: string;
  time: string;
}

const DAY_MS = 86_400_000;
const QUARTER_MS = 900_000;
const ZONE = "Asia/Kolkata";
const text = (options: Intl.DateTimeFormatOptions, at: Date) =>
  new Intl.DateTimeFormat("en-IN", { ...options, timeZone: ZONE }).format(at);

/** A new time with so many seats, opened by an administrator at an hour of the night that nobody else offers. */
export async function openSlot(page: Page, capacity: number): Promise<Slot> {
  await page.goto("/login");
  // Every run finds another quarter of an hour between 20:00 and 23:00 UTC free.
  const midnight = (Math.floor(Date.now() / DAY_MS) + 3) * DAY_MS;
  const quarters = Array.from(
    { length: 12 },
    (_, quarter) => midnight + (20 * 4 + quarter) * QUARTER_MS,
  );
  // In the page: only the browser knows where the installation is.
  const opened = await page.evaluate(
    async ({ email, password, capacity, quarters }) => {
      const post = (path: string, body: unknown, headers = {}) =>
        fetch(path, {
          method: "POST",
          headers: { "Content-Type": "application/json", ...headers },
          body: JSON.stringify(body),
        });
      const login = await post("/api/auth/login", { email, password });
      const { access_token: token } = (await login.json()) as { access_token: string };
      const authorization = { Authorization: `Bearer ${token}` };
      const [first, last] = [quarters[0] ?? 0, (quarters.at(-1) ?? 0) + 1].map(
        (at) => new Date(at),
      );
      const span = `from=${first?.toISOString()}&to=${last?.toISOString()}&limit=100`;
      const listed = await fetch(`/api/admin/slots?${span}`, { headers: authorization });
      const { items } = (await listed.json()) as { items: { start_at: string }[] };
      const taken = items.map(({ start_at }) => Date.parse(start_at));
      const free = quarters.find((quarter) => !taken.includes(quarter));
      if (free === undefined) {
        return undefined;
      }
      const start = new Date(free).toISOString();
      const slot = { start_at: start, minutes: 75, interview_types: ["coding"], capacity };
      const made = await post("/api/admin/slots", slot, authorization);
      return made.ok ? start : undefined;
    },
    { email: DEMO.admin.email, password: DEMO.admin.password, capacity, quarters },
  );
  if (!opened) {
    throw new Error("no time could be opened");
  }
  const start = new Date(opened);
  const day = text({ weekday: "long", day: "numeric", month: "long" }, start);
  return { day, time: text({ hour: "numeric", minute: "2-digit" }, start) };
}

export async function chooseTime(page: Page, { day, time }: Slot): Promise<void> {
  await expect(page.getByRole("heading", { name: "Which times suit you?" })).toBeVisible();
  // Browsers differ in their commas.
  const name = new RegExp(`^${day.split(/[ ,]+/).join(",? ")}`);
  const wanted = page.getByRole("radio", { name });
  await expect(page.getByRole("radio").first()).toBeAttached();
  // The week that is shown is the first with a free time: at its end the wanted day is in the next one.
  for (let week = 0; week < 4 && (await wanted.count()) === 0; week += 1) {
    await page.getByRole("button", { name: "Later week" }).click();
  }
  await wanted.check();
  await page
    .getByRole("checkbox", { name: new RegExp(`^${time.replaceAll(/\s/g, "\\s")} to`) })
    .check();
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
