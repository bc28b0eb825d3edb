import config from "./playwright.config.ts";

const [journeys] = config.projects ?? [];

/** The same browser as the journeys; its pictures are looked at, not compared. */
export default {
  ...config,
  reporter: "list",
  projects: [{ ...journeys, name: "screenshots", testDir: "./pictures" }],
};
