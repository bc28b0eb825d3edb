import type { Locator, Page, Request } from "@playwright/test";

/** An answer of the API, of which only the parts that matter here are named. */
export interface Json {
  [name: string]: unknown;
  id?: string | undefined;
  items?: Json[] | undefined;
}

/** The id of what only an answer here names; asking the installation for it finds nothing. */
export const MADE_UP = "e".repeat(24);

export interface Form {
  /** Of the generated client: says method and address. */
  operation: string;
  /** Where several forms send the same. */
  name?: string;
  /** Whether `make test` tries it. */
  everyday?: true;
  /** To the page, and to the dialog if it is in one; without it the page is where the form before left it. */
  open?: (page: Page) => Promise<void>;
  fill?: (page: Page) => Promise<void>;
  submit: (page: Page) => Locator;
  /**
   * What a mended API answers. `pass`: the installation itself does, for what every run may do. A function makes the answer
   * of what the same address (`own`), the one above it (`parent`) or its list (`list`) gives, so that nothing is changed.
   */
  answer: "pass" | { status?: number; json?: Json } | Answer;
  /** What shows that it worked. */
  done?: RegExp | ((page: Page) => Promise<void>);
}

export interface Answer {
  /** Whose present state the answer is made of: what stands beside the action has a name of its own. */
  of: "own" | "parent" | "list" | { beside: string };
  status?: number;
  make?: (known: Json, sent: Json) => Json;
}

const merged = (known: Json, sent: Json): Json => ({
  ...known,
  ...sent,
  id: known.id,
  version: Number(known.version ?? 0) + 1,
});

/** The thing changed as it was asked. */
export const changed: Answer = { of: "own", make: merged };
/** The parent of an action, with what the action makes of it. */
export const become = (state: Json): Answer => ({
  of: "parent",
  make: (known) => ({ ...known, ...state }),
});
/** Something new: the first of its list in its place, so that its page exists. */
export const added: Answer = {
  of: "list",
  status: 201,
  make: ({ items = [] }, sent) => merged(items[0] ?? {}, sent),
};
export const nothing = { status: 204 };

/** Goes with what a test asks by itself: it is answered as it is. */
const AS_IT_IS = "x-as-it-is";

/** What the installation answers, nothing where it refuses. Asked in the page: only the browser knows where it is. */
export async function known(request: Request, address = request.url()): Promise<Json> {
  const authorization = (await request.headerValue("authorization")) ?? "";
  return await request.frame().evaluate(
    async ({ address, headers }) => {
      const answer = await fetch(address, { headers });
      return answer.ok ? ((await answer.json()) as Json) : {};
    },
    { address, headers: { authorization, [AS_IT_IS]: "yes" } },
  );
}

/** Lets the page see something else than the installation has, for states that no demonstration is in. */
export async function alter(
  page: Page,
  address: RegExp,
  make: (known: Json) => Json,
): Promise<void> {
  await page.route(
    (url) => address.test(url.pathname),
    async (route) => {
      const request = route.request();
      if (request.method() !== "GET" || AS_IT_IS in request.headers()) {
        await route.fallback();
        return;
      }
      await route.fulfill({ status: 200, json: make(await known(request)) });
    },
  );
}

export const press = (page: Page, name: RegExp | string) =>
  page.locator("main").getByRole("button", { name }).first().click();
export const inDialog = (page: Page, name: RegExp | string) =>
  page
    .getByRole("dialog")
    .or(page.getByRole("alertdialog"))
    .getByRole("button", { name, exact: typeof name === "string" })
    .first();
export const button = (page: Page, name: RegExp | string) =>
  page.locator("main").getByRole("button", { name }).first();

/** Opens the first thing that the page links to below this address. */
export async function openFirst(page: Page, list: string, below: string): Promise<void> {
  await page.goto(list);
  const link = page
    .locator("main")
    .locator(`a[href^="${below}/"]:not([href$="/new"], [href$="/series"])`)
    .filter({ visible: true })
    .first();
  await page.goto((await link.getAttribute("href")) ?? list);
}

/** An instant so many minutes from now. */
export const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
