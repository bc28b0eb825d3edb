import type { LaunchOptions } from "@playwright/test";
import { createBrowserHome } from "./browser-home.ts";
import { caFile, resolve } from "./environment.ts";

/** Debian's Chromium, kept from talking to anyone but the installation. */
export function launchOptions(): LaunchOptions {
  const rules = [...resolve].map(([host, address]) => `MAP ${host} ${address}`);
  return {
    executablePath: "/usr/bin/chromium",
    env: { ...process.env, HOME: createBrowserHome(caFile) },
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      ...(rules.length > 0 ? [`--host-resolver-rules=${rules.join(",")}`] : []),
    ],
  };
}
