import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { pageOf, renderPage, signIn, stubRoutes } from "@tests/support";
import { beforeEach, expect, test } from "vitest";
import { SlotCreator } from "./slot-creator";

beforeEach(() => {
  signIn({ role: "admin" });
});

test("interviews that cannot be loaded can be asked for again, and what was typed stays", async () => {
  const down = () => new Response("down", { status: 502 });
  stubRoutes({
    "GET /api/admin/interview-types": [
      down(),
      down(),
      down(),
      pageOf([
        { code: "coding", name: "Coding", active: true, minimum_minutes: 60, maximum_minutes: 90 },
      ]),
    ],
  });
  renderPage(<SlotCreator />);
  await userEvent.type(screen.getByLabelText("Day"), "2026-12-24");
  expect(await screen.findByRole("alert")).toHaveTextContent("We could not load the interviews");
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByRole("checkbox", { name: /^Coding/ })).toBeVisible();
  expect(screen.getByLabelText("Day")).toHaveValue("2026-12-24");
});
