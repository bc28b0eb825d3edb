import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { pageOf, renderPage, stubRoutes } from "@tests/support";
import { expect, test } from "vitest";
import type { Company, Mentor } from "@/shared/api/generated/types.gen";
import { Component as Mentors } from "./mentors";

const RAVI: Mentor = {
  id: "1",
  name: "Ravi Menon",
  headline: "Staff engineer",
  bio: "I care about how you get there.",
  companies: ["google"],
  interview_types: ["system-design"],
};
const GOOGLE: Company = {
  id: "1",
  slug: "google",
  name: "Google",
  category: "product",
  tracks: [],
};
const MENTORS = "GET /api/mentors";

function open(at: string, ...answers: Response[]) {
  const requests = stubRoutes({
    [MENTORS]: answers,
    "GET /api/companies": pageOf([GOOGLE]),
    "GET /api/interview-types": pageOf([
      { code: "system-design", name: "System design", rubric: [] },
    ]),
  });
  const page = renderPage(<Mentors />, { at });
  const asked = () =>
    requests
      .map((request) => new URL(request.url))
      .filter(({ pathname }) => pathname === "/api/mentors")
      .map(({ searchParams }) => [searchParams.get("company"), searchParams.get("interview_type")]);
  return { ...page, asked };
}

test("a mentor is shown with the names of companies and interview types", async () => {
  open("/mentors", pageOf([RAVI]));
  const card = await screen.findByRole("article", { name: "Ravi Menon" });
  expect(card).toHaveTextContent("Google");
  expect(card).toHaveTextContent("System design");
});

test("a choice narrows the list and stands in the address", async () => {
  const { router, asked } = open("/mentors", pageOf([RAVI]), pageOf([]), pageOf([RAVI]));
  await screen.findByRole("article", { name: "Ravi Menon" });
  await userEvent.selectOptions(screen.getByLabelText("Company"), "Google");
  expect(await screen.findByText("No mentor fits both")).toBeVisible();
  expect(router.state.location.search).toBe("?company=google");
  expect(asked().at(-1)).toEqual(["google", null]);
  await userEvent.click(screen.getByRole("link", { name: "Show all mentors" }));
  expect(await screen.findByRole("article", { name: "Ravi Menon" })).toBeVisible();
});

test("an address with a filter is understood, one with nonsense is not passed on", async () => {
  const { asked, unmount } = open("/mentors?type=system-design", pageOf([RAVI]));
  await screen.findByRole("article", { name: "Ravi Menon" });
  expect(asked()).toEqual([[null, "system-design"]]);
  unmount();
  const other = open("/mentors?company=..%2F..%2Fadmin", pageOf([RAVI]));
  await screen.findByRole("article", { name: "Ravi Menon" });
  expect(other.asked()).toEqual([[null, null]]);
});
