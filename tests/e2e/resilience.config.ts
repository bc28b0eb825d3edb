import config from "./playwright.config.ts";

const [journeys] = config.projects ?? [];

/** Every page and every form under every fault; a quarter of an hour long, so it belongs to the campaign. */
export default {
  ...config,
  projects: [{ ...journeys, name: "resilience", testDir: "./resilience" }],
};
