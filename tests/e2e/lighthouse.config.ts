import config from "./playwright.config.ts";

/** Google Lighthouse on the pages people judge us by; minutes long, so it belongs to the campaign. */
export default {
  ...config,
  projects: [{ name: "lighthouse", testDir: "./lighthouse" }],
};
