// What can be wrong with the API, as a visitor's browser meets it; made in the browser, so that nobody else meets it.
import type { Page, Request, Route } from "@playwright/test";
import { expect, FAILED_REQUEST } from "./test.ts";

export const SLOW_MS = 2_000;
const WAIT_SECONDS = 2;

interface Fault {
  name: string;
  answer: (route: Route) => Promise<void>;
  /** What the page says, in the place of content and next to what was submitted. */
  message: RegExp;
}

const refuse =
  (status: number, headers = {}) =>
  (route: Route) =>
    route.fulfill({
      status,
      headers: { "X-Request-ID": "f".repeat(32), ...headers },
      contentType: "text/html",
      body: "<h1>An edge in trouble does not speak JSON</h1>",
    });

export const FAULTS = [
  { name: "fails", answer: refuse(500), message: /on our side/ },
  {
    name: "limits the rate",
    answer: refuse(429, { "Retry-After": String(WAIT_SECONDS) }),
    message: new RegExp(`Wait ${WAIT_SECONDS} seconds`),
  },
  {
    name: "cannot be reached",
    answer: (route) => route.abort("connectionrefused"),
    message: /could not reach Codementee/,
  },
] as const satisfies readonly Fault[];

/** Whether it asks for content: who is signed in is another question, asked before every page. */
export const isContent = (request: Request) => {
  const { pathname } = new URL(request.url());
  return pathname.startsWith("/api/") && pathname !== "/api/auth/refresh";
};

export interface Spoiled {
  /** Requests that met the fault, in their order. */
  met: Request[];
  /** Takes the fault away, and with it Chromium's own report of each request that met it, and of nothing else. */
  mend: () => Promise<void>;
}

/** Lets the requests that `which` names meet a fault until it is mended. */
export async function spoil(
  page: Page,
  complaints: string[],
  fault: Fault,
  which: (request: Request) => boolean = isContent,
): Promise<Spoiled> {
  const met: Request[] = [];
  const handler = async (route: Route) => {
    if (!which(route.request())) {
      await route.fallback();
      return;
    }
    met.push(route.request());
    await fault.answer(route);
  };
  await page.route("**/api/**", handler);
  return {
    met,
    mend: async () => {
      await page.unroute("**/api/**", handler);
      forgive(
        complaints,
        met.map((request) => request.url()),
      );
    },
  };
}

/** Takes off the list, once for each of these addresses, that Chromium could not load it. */
export function forgive(complaints: string[], addresses: readonly string[]): void {
  for (const address of addresses) {
    const line = complaints.findIndex(
      (text) => FAILED_REQUEST.test(text) && text.endsWith(`(${address})`),
    );
    if (line >= 0) {
      complaints.splice(line, 1);
    }
  }
}

/** Presses every "Try again" there is, until there is none: what was wrong is over. */
export async function tryAgain(page: Page): Promise<void> {
  const again = page.getByRole("button", { name: /^Try(ing)? again/ });
  await expect(async () => {
    if ((await again.count()) > 0) {
      await again.first().click({ timeout: 1_000 });
    }
    await expect(again).toHaveCount(0, { timeout: 1_000 });
  }).toPass({ timeout: 20_000 });
}
