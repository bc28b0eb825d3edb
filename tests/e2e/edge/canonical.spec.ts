import type { Request, Response } from "@playwright/test";
import { baseUrl } from "../support/environment.ts";
import { expect, test } from "../support/test.ts";

const host = new URL(baseUrl).host;
const target = `${baseUrl}/pricing?ref=mail`;

/** The answers on the way to the last one, first to last. */
async function redirectsBefore(response: Response | null): Promise<number[]> {
  const statuses: number[] = [];
  let request: Request | null | undefined = response?.request().redirectedFrom();
  while (request) {
    statuses.unshift((await request.response())?.status() ?? 0);
    request = request.redirectedFrom();
  }
  return statuses;
}

for (const start of [
  `http://${host}/pricing?ref=mail`,
  `http://www.${host}/pricing?ref=mail`,
  `https://www.${host}/pricing?ref=mail`,
]) {
  test(`${start} leads to the canonical address for good, path and query kept`, async ({
    page,
  }) => {
    const response = await page.goto(start);
    expect(page.url()).toBe(target);
    expect(response?.status()).toBe(200);
    const redirects = await redirectsBefore(response);
    expect(redirects.length).toBeGreaterThan(0);
    for (const status of redirects) {
      expect([301, 308]).toContain(status);
    }
    await expect(page.getByRole("article", { name: "Foundation" })).toBeVisible();
  });
}
