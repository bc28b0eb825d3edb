import { expect, test } from "vitest";
import type { Hours } from "./clock";
import { openDays, weekdayOf } from "./upcoming";

const DAY: Hours[] = [{ start: "10:00", end: "18:00" }];
// Monday, 10:37 in India.
const NOW = Date.parse("2026-11-23T05:07:00Z");
const SETTING = {
  week: [DAY, DAY, DAY, DAY, DAY, [], []],
  exceptions: [],
  mocks: [],
  zone: "Asia/Kolkata",
  noticeHours: 3,
  perDay: 2,
};
const mock = (start_at: string, state = "scheduled") => ({ start_at, state }) as never;

test("what is within the notice is taken off, to the next whole quarter", () => {
  const [monday, tuesday] = openDays(SETTING, 2, NOW);
  expect(monday).toMatchObject({ date: "2026-11-23", hours: [{ start: "13:45", end: "18:00" }] });
  expect(tuesday?.hours).toEqual(DAY);
});

test("a day that ends before the notice does is too soon", () => {
  const days = openDays({ ...SETTING, noticeHours: 30 }, 3, NOW);
  expect(days.map(({ closed }) => closed)).toEqual(["too-soon", undefined, undefined]);
  expect(days[1]?.hours).toEqual([{ start: "16:45", end: "18:00" }]);
});

test("an exception replaces the day, and without hours it is away", () => {
  const exceptions = [
    { date: "2026-11-24", windows: [] },
    { date: "2026-11-28", windows: [{ start: "09:00", end: "11:00" }] },
  ];
  const days = openDays({ ...SETTING, exceptions }, 7, NOW);
  expect(days[1]).toMatchObject({ closed: "away", exception: true });
  expect(days[5]).toMatchObject({ weekday: 5, hours: exceptions[1]?.windows });
  expect(days[6]?.closed).toBe("no-hours");
});

test("a day with as many mocks as one takes is full; cancelled ones do not count", () => {
  const mocks = [
    mock("2026-11-24T05:00:00Z"),
    // 00:30 of the 25th in India.
    mock("2026-11-24T19:00:00Z"),
    mock("2026-11-25T05:00:00Z"),
    mock("2026-11-24T07:00:00Z", "cancelled"),
  ];
  const days = openDays({ ...SETTING, mocks }, 3, NOW);
  expect(days.map((day) => day.mocks)).toEqual([0, 1, 2]);
  expect(days.map(({ closed }) => closed)).toEqual([undefined, undefined, "full"]);
});

test("days follow the calendar of the zone over a change of clocks", () => {
  const now = Date.parse("2026-10-24T22:30:00Z");
  const days = openDays({ ...SETTING, zone: "Europe/Berlin" }, 3, now);
  expect(days.map(({ date }) => date)).toEqual(["2026-10-25", "2026-10-26", "2026-10-27"]);
  expect(weekdayOf("2026-10-25")).toBe(6);
});
