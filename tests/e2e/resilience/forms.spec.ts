// Every form and every action while the API fails, limits the rate or cannot be reached: what was typed stays, and once
// the fault is over it is sent, once.
import type { Page, Request, Route } from "@playwright/test";
import { FAULTS, forgive, spoil, tryAgain } from "../support/faults.ts";
import { calledOperations, OPERATIONS } from "../support/operations.ts";
import { DEMO, logIn, newPerson, register } from "../support/people.ts";
import { loading } from "../support/settled.ts";
import { expect, test } from "../support/test.ts";
import { ADMIN } from "./forms/admin.ts";
import { type Answer, type Form, type Json, known, MADE_UP } from "./forms/form.ts";
import { MENTEE, NEWCOMER } from "./forms/mentee.ts";
import { MENTOR } from "./forms/mentor.ts";
import { VISITOR } from "./forms/visitor.ts";

/** What is sent without a form of its own, and where it is looked at. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  refreshSession: "pages.spec.ts: who is signed in cannot be found out",
  verifyEmail: "below: sent by opening the page",
  verifyPayment: "payment.spec.ts: sent by the page after the payment service's window",
};

const operationOf = ({ operation }: Form) => {
  const found = OPERATIONS.get(operation);
  if (!found) {
    throw new Error(`the client has no operation ${operation}`);
  }
  return found;
};
const nameOf = ({ name, operation }: Form) => name ?? operation;
/** The forms to try, for whoever mends one of them. */
const ONLY = new RegExp(process.env.E2E_FORM ?? "");
const pathOf = (request: Request) => new URL(request.url()).pathname;

/** What everything that can be filled in holds, in its order on the page. */
const typed = (page: Page) =>
  page
    .locator(":is(main, [role=dialog], [role=alertdialog]) :is(input, textarea, select)")
    .evaluateAll((controls) =>
      (controls as HTMLInputElement[]).map(({ type, value, checked }) =>
        type === "radio" || type === "checkbox" ? `${value}: ${checked}` : value,
      ),
    );

async function made(route: Route, { of, status = 200, make }: Answer): Promise<void> {
  const request = route.request();
  const url = new URL(request.url());
  if (of === "parent") {
    url.pathname = url.pathname.replace(/\/[^/]+$/, "");
  } else if (typeof of === "object") {
    url.pathname = url.pathname.replace(/[^/]+$/, of.beside);
  }
  const json = await known(request, url.href);
  const sent = (request.postData() ? request.postDataJSON() : {}) as Json;
  await route.fulfill({ status, json: make ? make(json, sent) : json });
}

/** Lets the installation or the form's own answer through, a moment late: time enough to press twice. */
async function answer(route: Route, { answer }: Form): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 400));
  if (answer === "pass") {
    await route.continue();
  } else if ("of" in answer) {
    await made(route, answer);
  } else {
    const { status = 200, json } = answer;
    await route.fulfill(json === undefined ? { status } : { status, json });
  }
}

async function endure(page: Page, complaints: string[], form: Form): Promise<void> {
  const { method, fits } = operationOf(form);
  const isIt = (request: Request) => request.method() === method && fits(pathOf(request));
  await form.open?.(page);
  await form.fill?.(page);
  await expect(form.submit(page)).toBeVisible();
  await expect(loading(page)).toHaveCount(0);
  const given = await typed(page);

  for (const fault of FAULTS) {
    const spoiled = await spoil(page, complaints, fault, isIt);
    const unreachable = fault.name === "cannot be reached";
    // The browser knows that it has no connection, and says so everywhere.
    await page.context().setOffline(unreachable);
    await form.submit(page).click();
    const message = page.getByText(fault.message).filter({ visible: true });
    await expect(message.first(), `the API ${fault.name}: what it says`).toBeVisible();
    expect.soft(spoiled.met.length, `the API ${fault.name}: times it was sent`).toBe(1);
    await page.context().setOffline(false);
    await spoiled.mend();
    // A message of a failure stays until somebody has read it, and may lie over the button.
    for (const close of await page.locator("[aria-label='Close message']").all()) {
      await close.click();
    }
    if (form.operation === "logout") {
      // Choosing closes a menu.
      await page.getByRole("button", { name: /^Account of/ }).click();
    }
    expect.soft(await typed(page), `the API ${fault.name}: what was typed`).toEqual(given);
  }

  const sent: Request[] = [];
  const handler = async (route: Route) => {
    if (isIt(route.request())) {
      sent.push(route.request());
      await answer(route, form);
    } else {
      await route.fallback();
    }
  };
  await page.route("**/api/**", handler);
  const answered = page.waitForResponse((response) => isIt(response.request()));
  await form.submit(page).dblclick();
  await answered;
  if (form.done instanceof RegExp) {
    await expect(page.getByText(form.done).filter({ visible: true }).first()).toBeVisible();
  } else {
    await form.done?.(page);
  }
  expect.soft(sent.length, "times it was sent without the fault").toBe(1);
  await page.unroute("**/api/**", handler);
  const refused = typeof form.answer === "object" && (form.answer.status ?? 200) >= 400;
  const foreseen = complaints
    .map((text) => /\(([^()]*)\)$/.exec(text)?.[1] ?? "")
    .filter((address) => address.includes(MADE_UP));
  forgive(complaints, [...foreseen, ...(refused ? sent.map((request) => request.url()) : [])]);
  // What else the page asked for while this test had taken its connection away; and the free times, all pages of which are
  // asked for again after each of its attempts, faster than anybody makes them.
  const ours = complaints.filter(
    (text) => !/ERR_INTERNET_DISCONNECTED|status of 429.*\/mentee\/slots\?/.test(text),
  );
  complaints.splice(0, complaints.length, ...ours);
}

/** One form after the other in one browser; one that is not endured does not keep the others from being tried. */
async function endureAll(page: Page, complaints: string[], forms: readonly Form[]): Promise<void> {
  for (const form of forms) {
    await test.step(nameOf(form), async () => {
      try {
        await endure(page, complaints, form);
      } catch (error) {
        expect.soft(String(error), nameOf(form)).toBe("");
      }
      expect.soft(complaints, `${nameOf(form)}: the console stays silent`).toEqual([]);
      complaints.length = 0;
      await page.context().setOffline(false);
      const next = forms[forms.indexOf(form) + 1];
      if (!next || next.open) {
        await page.unrouteAll({ behavior: "ignoreErrors" });
      }
    });
  }
}

// What cannot be filled in or pressed is said soon, and the next form is tried.
test.use({ actionTimeout: 10_000 });

test("everything that the frontend sends is sent here", { tag: "@everyday" }, () => {
  const here = [...VISITOR, ...MENTEE, ...NEWCOMER, ...MENTOR, ...ADMIN].map(
    ({ operation }) => operation,
  );
  const missing = calledOperations().filter(
    (operation) => !here.includes(operation) && !(operation in ELSEWHERE),
  );
  expect(missing).toEqual([]);
});

for (const everyday of [true, false]) {
  test.describe(everyday ? "some forms" : "all forms", {
    tag: everyday ? "@everyday" : "@whole",
  }, () => {
    const due = (forms: readonly Form[]) =>
      forms.filter((form) => (!everyday || form.everyday) && ONLY.test(nameOf(form)));

    for (const form of due(VISITOR)) {
      test(`of visitors: ${nameOf(form)}`, async ({ page, complaints }) => {
        test.setTimeout(90_000);
        await endureAll(page, complaints, [form]);
      });
    }

    for (const [role, forms] of Object.entries({ mentee: MENTEE, mentor: MENTOR, admin: ADMIN })) {
      test(`of a ${role}`, async ({ page, complaints }) => {
        test.setTimeout(60_000 + due(forms).length * 30_000);
        await logIn(page, DEMO[role as keyof typeof DEMO]);
        await endureAll(page, complaints, due(forms));
      });
    }

    if (!everyday) {
      test("of a newcomer, up to the payment", async ({ page, complaints }) => {
        test.setTimeout(NEWCOMER.length * 40_000);
        await page.goto("/register");
        await register(page, newPerson());
        await endureAll(page, complaints, NEWCOMER);
      });
    }
  });
}

test("an address is confirmed once the API can be asked", { tag: "@whole" }, async ({
  page,
  complaints,
}) => {
  for (const fault of FAULTS) {
    const spoiled = await spoil(page, complaints, fault, (request) => request.method() === "POST");
    await page.goto(`/verify-email#token=${"x".repeat(43)}`);
    await page.reload();
    await expect(page.getByRole("alert")).toContainText(fault.message);
    await spoiled.mend();
    await page.route("**/api/auth/verify-email", (route) => route.fulfill({ status: 204 }));
    await tryAgain(page);
    await expect(page.getByText("Your e-mail address is confirmed")).toBeVisible();
    await page.unrouteAll({ behavior: "ignoreErrors" });
  }
});
