import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { renderPage, signIn, stubApi } from "@tests/support";
import { beforeEach, expect, test, vi } from "vitest";
import type { MonthFigures } from "@/shared/api/generated/types.gen";
import { InsightsView } from "./insights";

function figures(
  month: string,
  registered: number,
  change: Partial<MonthFigures> = {},
): MonthFigures {
  return {
    month,
    computed_at: "2026-11-22T11:00:00Z",
    funnel: { registered, drafted: registered / 2, held: 10, paid: 5, mock_done: 2, feedback: 1 },
    revenue: {
      orders: 5,
      gross_paise: 1_999_500,
      net_paise: 1_499_600,
      average_order_paise: 399_900,
      monthly_recurring_paise: 98_303_33,
    },
    loyalty: {
      paying: 40,
      churned: 0,
      churn: null,
      first_purchases: 28,
      returned: 21,
      retention: 0.75,
      final: false,
    },
    satisfaction: { ratings: 0, stars: null, net_promoter_score: null },
    interviews: { completed: 7, cancelled: 1, missed_by_mentee: 0, missed_by_mentor: 0 },
    ...change,
  };
}

const OCTOBER = figures("2026-10", 60);
const NOVEMBER = figures("2026-11", 40);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2026-11-22T12:00:00Z") });
  signIn({ role: "admin" });
  return () => vi.useRealTimers();
});

const statOf = (label: string) =>
  within(screen.getByRole("region", { name: "November 2026 so far" })).getByText(label)
    .nextElementSibling;

test("the latest month stands beside the one before, and what is unknown is no data", async () => {
  stubApi(Response.json({ months: [OCTOBER, NOVEMBER] }));
  renderPage(<InsightsView />);
  expect(await screen.findByRole("heading", { name: "November 2026 so far" })).toBeVisible();
  expect(statOf("New mentees")).toHaveTextContent("40Oct 26: 60");
  expect(statOf("Monthly recurring revenue")).toHaveTextContent("₹98,303");
  expect(statOf("Retention")).toHaveTextContent("75%Preliminary.");
  expect(statOf("Churn")).toHaveTextContent("no data");
  expect(statOf("Net promoter score")).toHaveTextContent("no data");
});

test("the funnel is of everybody who registered in the period", async () => {
  stubApi(Response.json({ months: [OCTOBER, NOVEMBER] }));
  renderPage(<InsightsView />);
  const funnel = await screen.findByRole("list", { name: "Conversion along the journey" });
  expect(within(funnel).getByText("Registered").parentElement).toHaveTextContent("100");
  expect(within(funnel).getByText("Paid").parentElement).toHaveTextContent("10 · 10%");
});

test("the period comes from the address and goes there", async () => {
  const requests = stubApi(Response.json({ months: [OCTOBER] }));
  const { router } = renderPage(<InsightsView />, { at: "/?months=3&until=2026-10" });
  await screen.findByRole("heading", { name: "October 2026" });
  const asked = () => new URL(requests.at(-1)?.url ?? "").search;
  expect(asked()).toBe("?from=2026-08&to=2026-10");
  await userEvent.click(screen.getByRole("radio", { name: "12 months" }));
  expect(router.state.location.search).toBe("?months=12&until=2026-10");
  expect(asked()).toBe("?from=2025-11&to=2026-10");
});

test("without any month it says why and keeps the period to choose", async () => {
  stubApi(Response.json({ months: [] }));
  renderPage(<InsightsView />);
  expect(await screen.findByText("No figures for these months")).toBeVisible();
  expect(screen.getByRole("radio", { name: "6 months" })).toBeChecked();
});
