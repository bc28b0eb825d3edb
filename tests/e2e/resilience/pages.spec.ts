// Every page of the route table while the API is slow, fails, limits the rate or cannot be reached.
import type { Page, Route } from "@playwright/test";
import { haveErrorAndRefund } from "../support/demonstration.ts";
import { FAULTS, isContent, SLOW_MS, spoil, tryAgain } from "../support/faults.ts";
import { expectNoJumps, watchLayoutShift } from "../support/layout-shift.ts";
import { PAGES } from "../support/pages.ts";
import { DEMO, logIn } from "../support/people.ts";
import { routeOf, routeTable } from "../support/routes.ts";
import { loading, settled } from "../support/settled.ts";
import {
  addressOf,
  SIGNED_IN_PAGES,
  type SignedInPage,
  sampleAddress,
} from "../support/signed-in-pages.ts";
import { expect, test } from "../support/test.ts";

type Role = keyof typeof DEMO;
const ROLES = Object.keys(DEMO) as Role[];

/** Of each kind one, for every run; the campaign takes all. */
const EVERYDAY = ["pricing", "mentee-start", "booking", "availability", "admin-bookings"];

const headings = (page: Page) => page.locator("main :is(h1, h2, h3)").allInnerTexts();

interface Seen {
  headings: string[];
  /** Whether it asked for anything: what asks for nothing meets no fault. */
  asks: boolean;
}

/** Opens the page with every answer two seconds late, and looks at how it waits and what it becomes. */
async function openSlowly(page: Page, address: string): Promise<Seen> {
  let asks = false;
  const handler = async (route: Route) => {
    if (isContent(route.request())) {
      asks = true;
      await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
    }
    await route.fallback();
  };
  await page.route("**/api/**", handler);
  const asked = page.waitForRequest(isContent).catch(() => undefined);
  await page.goto(address);
  await expect(page.locator("main h1")).toBeVisible();
  const soon = new Promise((resolve) => setTimeout(resolve, SLOW_MS / 4));
  await Promise.race([asked, soon]);
  if (asks) {
    // Before the first answer can have come.
    await expect.soft(loading(page).first(), "something that says it loads").toBeVisible({
      timeout: SLOW_MS / 2,
    });
  }
  await settled(page);
  await expectNoJumps(page);
  await page.unroute("**/api/**", handler);
  return { headings: await headings(page), asks };
}

type Fault = (typeof FAULTS)[number];

/** Opens the page while the API has a fault, reads what it says, and takes the way back that it offers. */
async function openWithFault(
  page: Page,
  complaints: string[],
  fault: Fault,
  { address, wanted }: { address: string; wanted: string[] },
): Promise<void> {
  const spoiled = await spoil(page, complaints, fault);
  await page.goto(address);
  await settled(page);
  const [title] = await headings(page);
  expect.soft(title?.trim(), "a heading").not.toBe("");
  const alert = page.locator("main").getByRole("alert").first();
  await expect.soft(alert).toContainText(fault.message);
  await expect.soft(page.getByRole("button", { name: "Try again" }).first()).toBeVisible();
  await spoiled.mend();
  await tryAgain(page);
  await settled(page);
  await expect.poll(() => headings(page), "what was there without the fault").toEqual(wanted);
}

/** All of it for one page; what is wrong with it does not keep the others from being tried. */
async function weather(
  page: Page,
  complaints: string[],
  name: string,
  address: string,
  faults: readonly Fault[],
): Promise<void> {
  await test.step(name, async () => {
    try {
      const { headings: wanted, asks } = await test.step("slow", () => openSlowly(page, address));
      for (const fault of asks ? faults : []) {
        await test.step(`the API ${fault.name}`, () =>
          openWithFault(page, complaints, fault, { address, wanted }));
      }
    } catch (error) {
      expect.soft(String(error), name).toBe("");
      await page.unrouteAll({ behavior: "ignoreErrors" });
    }
    if (name === "not-found") {
      complaints.length = 0;
    }
    expect.soft(complaints, `${name}: the console stays silent`).toEqual([]);
    complaints.length = 0;
  });
}

function refuseReports(page: Page, complaints: string[]): void {
  page.on("request", (request) => {
    if (new URL(request.url()).pathname === "/api/client-errors") {
      complaints.push(`reported: ${request.postData()} (${page.url()})`);
    }
  });
}

// A page that does not come is said soon, and the next one is tried.
test.use({ navigationTimeout: 15_000 });

test("every route of the frontend has a page here", { tag: "@everyday" }, () => {
  const table = routeTable();
  const here = [
    ...PAGES.map(({ path }) => path),
    ...ROLES.flatMap((role) => SIGNED_IN_PAGES[role].map(sampleAddress)),
  ].map((path) => routeOf(path, table));
  // The shell is what every signed-in page begins as, and no page of its own.
  const missing = table.filter((route) => !here.includes(route) && route !== "/app-shell");
  expect(missing).toEqual([]);
});

/** As many as there is time for: all of them, or on every day one after the other. */
const faultsFor = (everyday: boolean, index: number) =>
  everyday ? FAULTS.slice(index % FAULTS.length, (index % FAULTS.length) + 1) : FAULTS;

for (const everyday of [true, false]) {
  const tag = everyday ? "@everyday" : "@whole";
  const isDue = ({ name }: { name: string }) => !everyday || EVERYDAY.includes(name);

  test.describe(everyday ? "some pages" : "all pages", { tag }, () => {
    test("of visitors", async ({ page, complaints }) => {
      const due = PAGES.filter(isDue);
      test.setTimeout(due.length * 40_000);
      await watchLayoutShift(page);
      refuseReports(page, complaints);
      for (const [index, { name, path }] of due.entries()) {
        await weather(page, complaints, name, path, faultsFor(everyday, index));
      }
    });

    for (const [number, role] of ROLES.entries()) {
      test(`of a ${role}`, async ({ page, complaints }) => {
        const due: SignedInPage[] = SIGNED_IN_PAGES[role].filter(isDue);
        test.setTimeout(60_000 + due.length * 40_000);
        await logIn(page, DEMO[role]);
        if (role === "admin" && !everyday) {
          await haveErrorAndRefund(page);
        }
        await watchLayoutShift(page);
        refuseReports(page, complaints);
        for (const [index, one] of due.entries()) {
          const address = await addressOf(page, one);
          await weather(page, complaints, one.name, address, faultsFor(everyday, number + index));
        }
      });
    }
  });
}

for (const fault of FAULTS) {
  test(`who is signed in cannot be found out: the API ${fault.name}`, {
    tag: fault.name === "fails" ? "@everyday" : "@whole",
  }, async ({ page, complaints }) => {
    await logIn(page, DEMO.mentee, "/mentee/orders");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    const spoiled = await spoil(page, complaints, fault, () => true);
    await page.reload();
    await expect(page.locator("main").getByRole("alert")).toContainText(fault.message);
    await spoiled.mend();
    await tryAgain(page);
    await settled(page);
    await expect(page).toHaveURL(/\/mentee\/orders$/);
  });
}
