import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { renderPage, signIn, stubRoutes } from "@tests/support";
import { expect, test } from "vitest";
import { CalendarFeed } from "./calendar-feed";

const STATUS = "GET /api/account/calendar-feed";
const MADE_AT = "2026-11-02T08:00:00Z";
const URL_OF_FEED = "https://codementee.test/api/calendar/3s1v0Qn7wY5m2k8b";
const active = () => Response.json({ active: true, created_at: MADE_AT });
const inactive = () => Response.json({ active: false, created_at: null });

test("an address is made, shown to be copied, and said to be shown once", async () => {
  signIn();
  stubRoutes({
    [STATUS]: [inactive(), active()],
    "POST /api/account/calendar-feed": Response.json(
      { url: URL_OF_FEED, created_at: MADE_AT },
      { status: 201 },
    ),
  });
  renderPage(<CalendarFeed />);
  await userEvent.click(await screen.findByRole("button", { name: "Make a calendar address" }));
  expect(await screen.findByLabelText("Your calendar address")).toHaveValue(URL_OF_FEED);
  expect(screen.getByText(/only this once/)).toBeVisible();
  expect(screen.getByRole("link", { name: /calendar program/ })).toHaveAttribute(
    "href",
    URL_OF_FEED.replace("https:", "webcal:"),
  );
});

test("an address from before is not pretended to be known; closing it asks first", async () => {
  signIn();
  const requests = stubRoutes({
    [STATUS]: [active(), inactive()],
    "DELETE /api/account/calendar-feed": new Response(null, { status: 204 }),
  });
  renderPage(<CalendarFeed />);
  await userEvent.click(await screen.findByRole("button", { name: "Close the address" }));
  expect(screen.queryByLabelText("Your calendar address")).not.toBeInTheDocument();
  expect(requests).toHaveLength(1);
  await userEvent.click(await screen.findByRole("button", { name: "Close it" }));
  expect(await screen.findByRole("button", { name: "Make a calendar address" })).toBeVisible();
});
