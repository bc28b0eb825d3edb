import { act, render, screen } from "@testing-library/react";
import { signIn } from "@tests/support";
import { createMemoryRouter, RouterProvider } from "react-router";
import { expect, test } from "vitest";
import { leave } from "@/shared/session/store";
import { RequireSession } from "./require-session";

function open(at: string) {
  const router = createMemoryRouter(
    [
      {
        element: <RequireSession roles={["mentee"]} />,
        children: [{ path: "/mentee/*", element: <h1>Bookings</h1> }],
      },
      { path: "*", element: <h1>Elsewhere</h1> },
    ],
    { initialEntries: [at] },
  );
  render(<RouterProvider router={router} />);
  return router;
}

test("visitors are asked to log in, and brought back with all of the address", () => {
  leave();
  const router = open("/mentee/bookings?state=open#newest");
  expect(router.state.location).toMatchObject({
    pathname: "/login",
    search: `?next=${encodeURIComponent("/mentee/bookings?state=open#newest")}`,
  });
});

test("whoever is signed in sees the page, another role what to do", () => {
  signIn();
  open("/mentee/bookings");
  expect(screen.getByRole("heading", { name: "Bookings" })).toBeVisible();
  act(() => void signIn({ role: "mentor" }));
  expect(screen.getByRole("heading", { name: "Not for this account" })).toBeInTheDocument();
});

test("logging out leads to the start page, a session that ended to logging in again", () => {
  signIn();
  const router = open("/mentee/bookings");
  act(() => leave("/"));
  expect(router.state.location.pathname).toBe("/");

  signIn();
  const other = open("/mentee/orders");
  act(() => leave());
  expect(other.state.location.pathname).toBe("/login");
});

test("a page that is opened after logging out asks to log in", () => {
  signIn();
  act(() => leave("/"));
  const router = open("/mentee/bookings");
  expect(router.state.location.pathname).toBe("/login");
});
