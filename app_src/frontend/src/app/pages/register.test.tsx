import { screen } from "@testing-library/react";
import { renderPage, stubRoutes } from "@tests/support";
import { afterEach, expect, test } from "vitest";
import { config } from "@/shared/lib/config";
import { Component as Register } from "./register";

afterEach(() => {
  config.featuresOff = "";
});

test("an account can be opened, unless that is switched off", async () => {
  stubRoutes({});
  const { unmount } = renderPage(<Register />, { at: "/register" });
  expect(await screen.findByRole("form", { name: "Create an account" })).toBeVisible();
  unmount();
  config.featuresOff = "registration,waitlist";
  renderPage(<Register />, { at: "/register" });
  expect(await screen.findByText("No new accounts at the moment")).toBeVisible();
  expect(screen.queryByRole("form")).not.toBeInTheDocument();
  expect(screen.getByRole("link", { name: "Log in" })).toBeVisible();
});
