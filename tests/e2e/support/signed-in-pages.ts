import type { Page } from "@playwright/test";
import type { DEMO } from "./people.ts";
import { settled } from "./settled.ts";
import { expect } from "./test.ts";

export interface SignedInPage {
  name: string;
  path: string;
  /** For a page about one thing: the first such link on `path` names the thing, and `of` makes the page's address. */
  link?: RegExp;
  of?: (id: string) => string;
}

const ID = "[0-9a-f]{24}";
const page = (name: string, path: string): SignedInPage => ({ name, path });
const detail = (
  name: string,
  path: string,
  below: string,
  of = (id: string) => `${below}/${id}`,
): SignedInPage => ({ name, path, link: new RegExp(`^${below}/(${ID})`), of });

/** What its address looks like, for finding its route. */
export const sampleAddress = ({ path, of }: SignedInPage): string =>
  of?.("0".repeat(24)) ?? path.replace(/\?.*/, "");

const ACCOUNT: readonly SignedInPage[] = [
  page("dashboard", "/dashboard"),
  page("account", "/account"),
  page("account-profile", "/account/profile"),
  page("account-security", "/account/security"),
  page("account-calendar", "/account/calendar"),
  page("account-privacy", "/account/privacy"),
];

/** Every page behind the sign-in, for the first account of each role in the demonstration. */
export const SIGNED_IN_PAGES: Readonly<Record<keyof typeof DEMO, readonly SignedInPage[]>> = {
  mentee: [
    page("mentee-start", "/mentee"),
    page("explore", "/mentee/explore"),
    page("explore-interviews", "/mentee/explore/interviews"),
    page("explore-mentors", "/mentee/explore/mentors"),
    page("bookings", "/mentee/bookings?show=all"),
    detail("booking", "/mentee/bookings?show=all", "/mentee/bookings"),
    detail(
      "booking-move",
      "/mentee/bookings?show=all",
      "/mentee/bookings",
      (id) => `/mentee/bookings/${id}/move`,
    ),
    page("mocks", "/mentee/mocks?show=past"),
    detail("mock", "/mentee/mocks?show=past", "/mentee/mocks"),
    page("progress", "/mentee/progress"),
    page("book", "/mentee/book"),
    detail(
      "book-again",
      "/mentee/bookings?show=all",
      "/mentee/bookings",
      (id) => `/mentee/book/${id}`,
    ),
    page("plans", "/mentee/plans"),
    page("orders", "/mentee/orders"),
    detail("order", "/mentee/orders", "/mentee/orders"),
    page("credits", "/mentee/credits"),
    page("invoices", "/mentee/invoices"),
    detail("invoice", "/mentee/invoices", "/mentee/invoices"),
    ...ACCOUNT,
  ],
  mentor: [
    page("mentor-start", "/mentor"),
    page("mentor-mocks", "/mentor/mocks?show=over"),
    detail("mentor-mock", "/mentor/mocks?show=over", "/mentor/mocks"),
    detail(
      "mentor-feedback",
      "/mentor/mocks?show=over",
      "/mentor/mocks",
      (id) => `/mentor/mocks/${id}/feedback`,
    ),
    page("availability", "/mentor/availability"),
    page("mentor-profile", "/mentor/profile"),
  ],
  admin: [
    page("admin-start", "/admin"),
    page("admin-bookings", "/admin/bookings"),
    detail("admin-booking", "/admin/bookings", "/admin/bookings"),
    detail(
      "admin-person-bookings",
      "/admin/users",
      "/admin/users",
      (id) => `/admin/bookings/of/${id}`,
    ),
    page("admin-companies", "/admin/companies"),
    page("admin-company-new", "/admin/companies/new"),
    detail("admin-company", "/admin/companies", "/admin/companies"),
    page("admin-interview-types", "/admin/interview-types"),
    page("admin-interview-type-new", "/admin/interview-types/new"),
    detail("admin-interview-type", "/admin/interview-types", "/admin/interview-types"),
    page("admin-slots", "/admin/slots"),
    page("admin-slot-new", "/admin/slots/new"),
    page("admin-slot-series", "/admin/slots/series"),
    detail("admin-slot", "/admin/slots", "/admin/slots"),
    page("admin-meeting-links", "/admin/meeting-links"),
    page("admin-plans", "/admin/plans"),
    page("admin-plan-new", "/admin/plans/new"),
    detail("admin-plan", "/admin/plans", "/admin/plans"),
    page("admin-mentors", "/admin/mentors"),
    page("admin-mentor-new", "/admin/mentors/new"),
    detail("admin-mentor", "/admin/mentors", "/admin/mentors"),
    page("admin-users", "/admin/users"),
    page("admin-user-new", "/admin/users/new"),
    detail("admin-user", "/admin/users", "/admin/users"),
    page("admin-orders", "/admin/orders"),
    detail("admin-order", "/admin/orders", "/admin/orders"),
    page("admin-invoices", "/admin/invoices"),
    page("admin-refunds", "/admin/refunds"),
    detail("admin-refund", "/admin/refunds", "/admin/refunds"),
    page("admin-errors", "/admin/errors"),
    detail("admin-error", "/admin/errors", "/admin/errors"),
    page("admin-mails", "/admin/mails"),
    page("admin-audit", "/admin/audit"),
    page("admin-insights", "/admin/insights"),
    page("admin-operations", "/admin/operations"),
  ],
};

/** Where the page is: for a page about one thing, of the first thing its list links to. */
export async function addressOf(browser: Page, { path, link, of }: SignedInPage): Promise<string> {
  if (!link || !of) {
    return path;
  }
  await browser.goto(path);
  await settled(browser);
  let id = "";
  const first = async () => {
    const addresses = await browser
      .locator("main a")
      .evaluateAll((links) => links.map((one) => one.getAttribute("href") ?? ""));
    id = addresses.map((address) => link.exec(address)?.[1]).find(Boolean) ?? "";
    return id;
  };
  await expect.poll(first, `a link like ${link} on ${path}`).not.toBe("");
  return of(id);
}

/** Opens a page as its address in the bar would, a page about one thing through its list. */
export async function open(browser: Page, one: SignedInPage): Promise<void> {
  await browser.goto(await addressOf(browser, one));
  await settled(browser);
}
