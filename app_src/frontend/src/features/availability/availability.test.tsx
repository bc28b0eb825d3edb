import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { pageOf, refusal, renderPage, signIn, stubRoutes } from "@tests/support";
import { beforeEach, expect, test } from "vitest";
import type { MentorAvailability } from "@/shared/api/generated/types.gen";
import { Availability } from "./availability";

const PATH = "/api/mentor/availability";
const KNOWN: MentorAvailability = {
  time_zone: "Asia/Kolkata",
  rules: [{ weekday: 0, start: "10:00", end: "18:00" }],
  minimum_notice_hours: 12,
  maximum_per_day: 3,
  version: 4,
};

function open(put: Response | Response[], again: MentorAvailability = KNOWN) {
  const requests = stubRoutes({
    [`GET ${PATH}`]: [Response.json(KNOWN), Response.json(again)],
    [`GET ${PATH}/exceptions`]: pageOf([]),
    [`PUT ${PATH}`]: put,
  });
  renderPage(<Availability mocks={[]} />);
  return requests;
}

const puts = (requests: Request[]) => requests.filter(({ method }) => method === "PUT");
const save = () => userEvent.click(screen.getByRole("button", { name: "Save changes" }));
// Typing takes its time where many share a processor.
const SLOW = { timeout: 20_000 };

beforeEach(() => {
  signIn({ role: "mentor" });
});

test(
  "hours of a day are added, copied to others and saved as one list of rules",
  SLOW,
  async () => {
    const requests = open(Response.json({ ...KNOWN, version: 5 }));
    await userEvent.click(await screen.findByRole("button", { name: "Add hours on Monday" }));
    await userEvent.selectOptions(screen.getByLabelText("Monday, hours 1, to"), "13:00");
    await userEvent.selectOptions(screen.getByLabelText("Monday, hours 2, from"), "15:00");
    await userEvent.selectOptions(screen.getByLabelText("Monday, hours 2, to"), "24:00");
    await userEvent.click(
      screen.getByRole("button", { name: "Copy Monday's hours to other days" }),
    );
    const dialog = await screen.findByRole("dialog");
    for (const day of ["Tuesday", "Wednesday", "Thursday"]) {
      await userEvent.click(within(dialog).getByLabelText(day));
    }
    await userEvent.click(within(dialog).getByRole("button", { name: "Copy" }));
    await save();
    await waitFor(() => expect(puts(requests)).toHaveLength(1));
    expect(await puts(requests)[0]?.json()).toEqual({
      ...KNOWN,
      rules: [0, 4].flatMap((weekday) => [
        { weekday, start: "10:00", end: "13:00" },
        { weekday, start: "15:00", end: "24:00" },
      ]),
    });
  },
);

test("overlapping hours are named at their place and not sent", SLOW, async () => {
  const requests = open(Response.json(KNOWN));
  await userEvent.click(await screen.findByRole("button", { name: "Add hours on Monday" }));
  await userEvent.selectOptions(screen.getByLabelText("Monday, hours 2, from"), "17:00");
  await save();
  expect(await screen.findByText(/Overlaps with/)).toBeVisible();
  expect(screen.getByLabelText("Monday, hours 2, from")).toHaveAccessibleDescription(/Overlaps/);
  expect(puts(requests)).toHaveLength(0);
});

test("saved elsewhere meanwhile: mine goes on top of theirs when I say so", SLOW, async () => {
  const theirs = { ...KNOWN, minimum_notice_hours: 48, version: 5 };
  const requests = open(
    [refusal(409, "edit_conflict"), Response.json({ ...theirs, maximum_per_day: 5, version: 6 })],
    theirs,
  );
  const most = await screen.findByLabelText("Most mocks a day");
  await userEvent.clear(most);
  await userEvent.type(most, "5");
  await save();
  expect(await screen.findByText(/They changed: Notice/)).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Save my changes on top" }));
  await waitFor(() => expect(puts(requests)).toHaveLength(2));
  // Their notice stays, my limit goes on top.
  expect(await puts(requests)[1]?.json()).toMatchObject({
    version: 5,
    maximum_per_day: 5,
    minimum_notice_hours: 48,
  });
});

test("a holiday is one exception a day", SLOW, async () => {
  const requests = stubRoutes({
    [`GET ${PATH}`]: Response.json(KNOWN),
    [`GET ${PATH}/exceptions`]: pageOf([]),
    [`PUT ${PATH}/exceptions/2031-12-30`]: Response.json({ date: "2031-12-30", windows: [] }),
    [`PUT ${PATH}/exceptions/2031-12-31`]: Response.json({ date: "2031-12-31", windows: [] }),
    [`PUT ${PATH}/exceptions/2032-01-01`]: Response.json({ date: "2032-01-01", windows: [] }),
  });
  renderPage(<Availability mocks={[]} />);
  await userEvent.click(await screen.findByRole("button", { name: "Add days" }));
  const dialog = await screen.findByRole("dialog");
  await userEvent.type(within(dialog).getByLabelText("First day"), "2031-12-30");
  await userEvent.type(within(dialog).getByLabelText(/Last day/), "2031-12-29");
  await userEvent.click(within(dialog).getByRole("button", { name: "Save" }));
  expect(await within(dialog).findByText("Is before the first day")).toBeVisible();
  await userEvent.clear(within(dialog).getByLabelText(/Last day/));
  await userEvent.type(within(dialog).getByLabelText(/Last day/), "2032-01-01");
  await userEvent.click(within(dialog).getByRole("button", { name: "Save" }));
  await waitFor(() =>
    expect(puts(requests).map(({ url }) => url.slice(-10))).toEqual([
      "2031-12-30",
      "2031-12-31",
      "2032-01-01",
    ]),
  );
  expect(await puts(requests)[0]?.json()).toEqual({ windows: [] });
});
