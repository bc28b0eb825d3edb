import { defineConfig, type ReporterDescription } from "@playwright/test";
import { baseUrl, isHttps, junitFile, vendorsUrl } from "./support/environment.ts";
import { launchOptions } from "./support/launch-options.ts";

const reporters: ReporterDescription[] = [["list"]];
if (junitFile) {
  reporters.push(["junit", { outputFile: junitFile }]);
}

const browser = { browserName: "chromium", launchOptions: launchOptions() } as const;

export default defineConfig({
  outputDir: process.env.E2E_OUTPUT ?? "./results",
  forbidOnly: true,
  retries: 0,
  // The installation under test has its own rate limits, and the machine few cores.
  workers: 1,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  reporter: reporters,
  // Where our visitors are: half an hour off everybody else's hours.
  use: {
    baseURL: baseUrl,
    trace: "retain-on-failure",
    timezoneId: "Asia/Kolkata",
    locale: "en-IN",
  },
  projects: [
    { name: "journeys", testDir: "./journeys", use: browser },
    // What only the real edge can show: TLS, redirects, canonical host, security headers.
    ...(isHttps ? [{ name: "edge", testDir: "./edge", use: browser }] : []),
    // Where the vendors are stand-ins: registering, paying, mails, the work of mentors and administrators.
    ...(vendorsUrl ? [{ name: "platform", testDir: "./platform", use: browser }] : []),
  ],
});
