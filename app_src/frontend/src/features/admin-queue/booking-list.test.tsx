import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { pageOf, renderPage, signIn, stubRoutes } from "@tests/support";
import { expect, test } from "vitest";
import { ageOf } from "./ageing";
import { BookingList } from "./booking-list";

test.each([
  [3_600, "1 hour, fresh", "success"],
  [4 * 3_600, "4 hours, getting late", "warning"],
  [24 * 3_600, "1 day, too long", "danger"],
  [72 * 3_600, "3 days, far too long", "danger"],
])("%i seconds are %s", (seconds, text, tone) => {
  expect(ageOf(seconds)).toEqual({ text, tone });
});

test("the queue comes first, oldest first; another state is asked for by the address", async () => {
  signIn({ role: "admin" });
  const ageing = {
    waiting: 0,
    over_4_hours: 0,
    over_24_hours: 0,
    over_48_hours: 0,
    oldest_since: null,
    oldest_waiting_seconds: null,
  };
  const requests = stubRoutes({
    "GET /api/admin/interview-types": pageOf([]),
    "GET /api/admin/bookings": Response.json({
      items: [],
      ageing,
      pagination: { limit: 20, next_cursor: null },
    }),
  });
  const { router } = renderPage(<BookingList />, { at: "/admin/bookings" });
  expect(await screen.findByText("Nobody is waiting")).toBeVisible();
  await userEvent.selectOptions(screen.getByLabelText("Show"), "Completed");
  expect(await screen.findByText("No booking is in this state")).toBeVisible();
  expect(router.state.location.search).toBe("?state=completed");
  await userEvent.selectOptions(screen.getByLabelText("Show"), "All bookings");
  const asked = requests
    .filter(({ url }) => url.includes("/bookings"))
    .map(({ url }) => new URL(url).searchParams)
    .map((query) => `${query.get("state")} ${query.get("order")}`);
  expect(asked).toEqual(["pending_admin oldest", "completed oldest", "null newest"]);
});
