import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { renderPage, signIn } from "@tests/support";
import { useState } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import type { BookableSlot } from "@/shared/api/generated/types.gen";
import { SlotPicker } from "./slot-picker";
import { byDay, changesClocks, weekLabel, weekOf } from "./slots/calendar";

function slot(id: string, start_at: string, seats_left = 3): BookableSlot {
  const end_at = new Date(Date.parse(start_at) + 3_600_000).toISOString();
  return { id, start_at, end_at, minutes: 60, interview_types: ["coding"], seats_left };
}

// Half past midnight in Kolkata on the 24th is the 23rd in UTC.
const SLOTS = [
  slot("monday", "2026-11-23T05:00:00Z"),
  slot("full", "2026-11-23T09:00:00Z", 0),
  slot("midnight", "2026-11-23T19:00:00Z", 1),
  slot("later", "2026-12-08T05:00:00Z"),
];

function Picker({ max = 3, ...props }: Partial<Parameters<typeof SlotPicker>[0]>) {
  const [selected, setSelected] = useState<string[]>([]);
  return (
    <SlotPicker slots={SLOTS} selected={selected} onChange={setSelected} max={max} {...props} />
  );
}

beforeEach(() => {
  signIn({ time_zone: "Asia/Kolkata" });
});

test("days are those of the viewer's zone, which is named", async () => {
  renderPage(<Picker />);
  expect(screen.getByText(/your time zone: Asia\/Kolkata \(IST\)/)).toBeVisible();
  expect(screen.getByRole("radio", { name: /Monday,? 23 November, 1 time/ })).toBeChecked();
  await userEvent.click(screen.getByRole("radio", { name: /Tuesday,? 24 November, 1 time/ }));
  expect(screen.getByRole("checkbox", { name: /12:30 am to 1:30 am, 1 seat left/ })).toBeVisible();
  expect(screen.getByRole("radio", { name: /Wednesday,? 25 November, no times/ })).toBeDisabled();
});

test("the arrow leads to the next week that has times, and no further", async () => {
  renderPage(<Picker />);
  const later = screen.getByRole("button", { name: "Later week" });
  await userEvent.click(later);
  expect(screen.getByText("7 – 13 Dec")).toBeVisible();
  expect(screen.getByRole("radio", { name: /Tuesday,? 8 December/ })).toBeChecked();
  expect(later).toHaveAttribute("aria-disabled", "true");
  expect(later).toHaveFocus();
});

test("choices are kept in order of preference, which can be changed, up to the maximum", async () => {
  renderPage(<Picker max={2} />);
  await userEvent.click(screen.getByRole("checkbox", { name: /10:30 am/ }));
  await userEvent.click(screen.getByRole("radio", { name: /Tuesday,? 24/ }));
  await userEvent.click(screen.getByRole("checkbox", { name: /12:30 am/ }));
  const listed = () => screen.getAllByRole("listitem").map((item) => item.textContent ?? "");
  expect(listed()[0]).toContain("10:30 am – 11:30 am IST");
  await userEvent.click(
    screen.getByRole("button", { name: /Prefer Tue, 24 Nov,? 2026, 12:30 am/ }),
  );
  expect(listed()[0]).toContain("12:30 am – 1:30 am IST");
  expect(screen.getByText(/2 of 2 chosen: take one away/)).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Later week" }));
  await userEvent.click(screen.getByRole("checkbox"));
  expect(listed()).toHaveLength(2);
});

test("a full time cannot be chosen, unless the seat is one's own", async () => {
  const onChange = vi.fn();
  const { unmount } = renderPage(<Picker selected={[]} onChange={onChange} />);
  await userEvent.click(screen.getByRole("checkbox", { name: /2:30 pm.*full/ }));
  expect(onChange).not.toHaveBeenCalled();
  unmount();
  renderPage(<Picker selected={[]} onChange={onChange} own={SLOTS.slice(1, 2)} />);
  await userEvent.click(screen.getByRole("checkbox", { name: /2:30 pm.*kept for you/ }));
  expect(onChange).toHaveBeenCalledWith(["full"]);
});

test("everything works with the keyboard", async () => {
  renderPage(<Picker max={1} />);
  const first = screen.getByRole("checkbox", { name: /10:30 am/ });
  first.focus();
  await userEvent.keyboard("{ArrowRight}");
  expect(screen.getByRole("checkbox", { name: /2:30 pm/ })).toHaveFocus();
  await userEvent.keyboard("{ArrowLeft} ");
  expect(first).toBeChecked();
  await userEvent.click(screen.getByRole("button", { name: /^Remove/ }));
  expect(first).not.toBeChecked();
  expect(screen.getByText("Your time")).toHaveFocus();
});

test("a chosen time that is gone is named as such and can be removed", async () => {
  const onChange = vi.fn();
  renderPage(<Picker selected={["gone", "monday"]} onChange={onChange} />);
  const gone = screen.getByText("A time that is no longer offered").closest("li") as HTMLElement;
  await userEvent.click(within(gone).getByRole("button", { name: /^Remove/ }));
  expect(onChange).toHaveBeenCalledWith(["monday"]);
});

test("without any slot the way on is shown instead of an empty calendar", () => {
  renderPage(<Picker slots={[]} empty={<p>Wait for times</p>} />);
  expect(screen.getByText("Wait for times")).toBeVisible();
});

test("on the day on which the clocks go back both half past ones are told apart", () => {
  signIn({ time_zone: "Europe/London" });
  const twice = [slot("summer", "2026-10-25T00:30:00Z"), slot("winter", "2026-10-25T01:30:00Z")];
  expect(changesClocks(twice, "Europe/London")).toBe(true);
  renderPage(<Picker slots={twice} />);
  expect(screen.getByRole("checkbox", { name: /1:30 am GMT\+1/ })).toBeVisible();
  expect(screen.getByRole("checkbox", { name: /1:30 am GMT to/ })).toBeVisible();
});

test("weeks begin on Monday, through clock changes and the end of the year", () => {
  expect(weekOf("2026-10-25")[0]).toBe("2026-10-19");
  expect(weekLabel(weekOf("2026-10-25"))).toBe("19 – 25 Oct");
  expect(weekLabel(weekOf("2027-01-01"))).toBe("28 Dec – 3 Jan");
  expect([...byDay(SLOTS, "America/New_York").keys()]).toEqual(["2026-11-23", "2026-12-08"]);
});
