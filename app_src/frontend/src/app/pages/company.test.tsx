import { QueryClientProvider } from "@tanstack/react-query";
import { render, screen, within } from "@testing-library/react";
import { pageOf, refusal, stubRoutes } from "@tests/support";
import { createMemoryRouter, RouterProvider } from "react-router";
import { expect, test } from "vitest";
import { createQueryClient } from "@/shared/api/query-client";
import { Component as CompanyPage } from "./company";

const GOOGLE = {
  id: "1",
  slug: "google",
  name: "Google",
  category: "product",
  tracks: [
    { code: "l3", title: "L3 · Software Engineer II", seniority: "entry" },
    { code: "l5", title: "L5 · Senior Software Engineer", seniority: "senior" },
  ],
};
const LISTS = {
  "GET /api/companies": pageOf([GOOGLE]),
  "GET /api/interview-types": pageOf([]),
  "GET /api/mentors": pageOf([]),
};

function open(slug: string) {
  const router = createMemoryRouter([{ path: "/companies/:slug", Component: CompanyPage }], {
    initialEntries: [`/companies/${slug}`],
  });
  render(
    <QueryClientProvider client={createQueryClient()}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
}

test("a company shows its ladder, and registering comes back to booking it", async () => {
  const requests = stubRoutes({ ...LISTS, "GET /api/companies/google": Response.json(GOOGLE) });
  open("google");
  expect(
    await screen.findByRole("heading", { level: 1, name: "Prepare for Google" }),
  ).toBeVisible();
  const tracks = within(screen.getByRole("list", { name: "Tracks at Google" }));
  expect(tracks.getAllByRole("listitem").map((item) => item.textContent)).toEqual([
    "L3Software Engineer IIEntry",
    "L5Senior Software EngineerSenior",
  ]);
  expect(screen.getByRole("link", { name: "Start free" })).toHaveAttribute(
    "href",
    `/register?next=${encodeURIComponent("/mentee/book?company=google")}`,
  );
  expect(await screen.findByText("No mentor names Google at the moment")).toBeVisible();
  const mentors = requests.find((request) => request.url.includes("/api/mentors"));
  expect(new URL(mentors?.url ?? "").searchParams.get("company")).toBe("google");
});

test.each([
  ["one the API does not know", "acme"],
  ["what cannot be a company", "Bad_Slug"],
])("%s is a page that does not exist", async (_, slug) => {
  stubRoutes({ ...LISTS, "GET /api/companies/acme": refusal(404, "not_found") });
  open(slug);
  expect(await screen.findByText(/did not make it to the next round/)).toBeVisible();
});

test("a fault of ours is not taken for a missing company", async () => {
  stubRoutes({ ...LISTS, "GET /api/companies/google": refusal(429, "rate_limited") });
  open("google");
  expect(await screen.findByRole("alert")).toHaveTextContent("try again to load this company");
});
