import { test as base, expect, type Page } from "@playwright/test";

interface Fixtures {
  /** Console errors and warnings, uncaught exceptions and policy violations of the page; a journey ends with none. */
  complaints: string[];
}

/** Chromium reports a failed request by itself; only journeys that make requests fail may allow it. */
export const FAILED_REQUEST = /^error: Failed to load resource/;

// Chromium drops what it is loading whenever any interface of the machine comes or goes, and on a machine that runs
// containers one does at every start and stop. That says nothing about the installation: such a load starts over.
const NETWORK_CHANGED = "net::ERR_NETWORK_CHANGED";
const MOST_LOADS = 4;

function withSteadyLoads(page: Page): Page {
  const goto = page.goto.bind(page);
  page.goto = async (url, options) => {
    for (let load = 1; ; load += 1) {
      try {
        return await goto(url, options);
      } catch (error) {
        if (load === MOST_LOADS || !String(error).includes(NETWORK_CHANGED)) {
          throw error;
        }
      }
    }
  };
  return page;
}

export const test = base.extend<Fixtures>({
  page: async ({ page }, use) => use(withSteadyLoads(page)),
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on("console", (message) => {
        const text = `${message.type()}: ${message.text()} (${message.location().url})`;
        if (/^(error|warning)/.test(text) && !text.includes(NETWORK_CHANGED)) {
          complaints.push(text);
        }
      });
      page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
      await use(complaints);
      expect(complaints, "the console stays silent").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
