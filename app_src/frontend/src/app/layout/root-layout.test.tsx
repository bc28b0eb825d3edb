import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { system } from "@tests/setup";
import { createMemoryRouter, RouterProvider } from "react-router";
import { describe, expect, test, vi } from "vitest";
import { RootLayout } from "./root-layout";
import { RouteFailure } from "./route-failure";

function renderLayout() {
  vi.stubGlobal("scrollTo", () => {});
  const router = createMemoryRouter([
    {
      Component: RootLayout,
      children: [
        {
          ErrorBoundary: RouteFailure,
          children: [
            { path: "/", element: <h1>Start</h1> },
            { path: "/pricing", element: <h1>Prices</h1> },
            { path: "/companies", lazy: () => Promise.reject(new TypeError("chunk is gone")) },
          ],
        },
      ],
    },
  ]);
  return render(<RouterProvider router={router} />);
}

test("a navigation puts the focus on the new page", async () => {
  renderLayout();
  const main = within(screen.getByRole("navigation", { name: "Main" }));
  await userEvent.click(main.getByRole("link", { name: "Pricing" }));
  expect(await screen.findByRole("heading", { name: "Prices" })).toBeVisible();
  expect(screen.getByRole("main")).toHaveFocus();
  expect(main.getByRole("link", { name: "Pricing" })).toHaveAttribute("aria-current", "page");
});

test("a page whose code cannot be fetched offers a reload inside the frame", async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  renderLayout();
  const main = within(screen.getByRole("navigation", { name: "Main" }));
  await userEvent.click(main.getByRole("link", { name: "Companies" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("This page could not be shown");
  expect(screen.getByRole("contentinfo")).toBeVisible();
});

describe("the menu of narrow screens", () => {
  test("opens, and Escape closes it and gives the focus back", async () => {
    renderLayout();
    const button = screen.getByRole("button", { name: "Menu" });
    await userEvent.click(button);
    expect(button).toHaveAttribute("aria-expanded", "true");
    expect(screen.getByRole("navigation", { name: "Menu" })).toBeVisible();
    await userEvent.keyboard("{Escape}");
    expect(screen.queryByRole("navigation", { name: "Menu" })).not.toBeInTheDocument();
    expect(button).toHaveFocus();
  });
});

describe("the theme switch", () => {
  const storedTheme = () => localStorage.getItem("codementee.theme");

  test("a choice against the system is applied and remembered", async () => {
    renderLayout();
    const toggle = screen.getByRole("button", { name: "Dark theme" });
    expect(toggle).toHaveAttribute("aria-pressed", "false");
    await userEvent.click(toggle);
    expect(toggle).toHaveAttribute("aria-pressed", "true");
    expect(document.documentElement.dataset.theme).toBe("dark");
    expect(storedTheme()).toBe("dark");
  });

  test("going back to what the system prefers follows the system again", async () => {
    system.prefersDark = true;
    renderLayout();
    const toggle = screen.getByRole("button", { name: "Dark theme" });
    expect(toggle).toHaveAttribute("aria-pressed", "true");
    await userEvent.click(toggle);
    expect(storedTheme()).toBe("light");
    await userEvent.click(toggle);
    expect(storedTheme()).toBeNull();
    expect(document.documentElement.dataset.theme).toBeUndefined();
  });

  test("works for the page when storage is refused", async () => {
    vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
      throw new DOMException("refused", "SecurityError");
    });
    renderLayout();
    await userEvent.click(screen.getByRole("button", { name: "Dark theme" }));
    expect(document.documentElement.dataset.theme).toBe("dark");
  });
});
