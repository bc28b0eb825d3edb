import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { pageOf, renderPage, stubApi } from "@tests/support";
import { beforeEach, expect, test } from "vitest";
import type { Company } from "@/shared/api/generated/types.gen";
import { CompanyBrowser } from "./company-browser";

const GOOGLE: Company = {
  id: "1",
  slug: "google",
  name: "Google",
  category: "product",
  tracks: [
    { code: "l3", title: "L3 · Software Engineer II", seniority: "entry" },
    { code: "l5", title: "L5 · Senior Software Engineer", seniority: "senior" },
  ],
};
const ZOMATO: Company = {
  id: "2",
  slug: "zomato",
  name: "Zomato",
  category: "unicorn",
  tracks: [{ code: "sde-1", title: "SDE I", seniority: "entry" }],
};

let requests: Request[];

beforeEach(async () => {
  requests = stubApi(pageOf([GOOGLE], "next"), pageOf([ZOMATO]));
  renderPage(<CompanyBrowser />);
  await screen.findByRole("article", { name: "Google" });
});

test("lists the companies of every page under their categories", () => {
  const unicorns = screen.getByRole("region", { name: "Indian unicorns" });
  expect(within(unicorns).getByRole("article", { name: "Zomato" })).toBeVisible();
  expect(requests.map((request) => new URL(request.url).searchParams.get("cursor"))).toEqual([
    null,
    "next",
  ]);
});

test("a search leaves the tracks that fit and tells how many companies are shown", async () => {
  await userEvent.type(
    screen.getByRole("searchbox", { name: "Find a company or level" }),
    "google l5",
  );
  expect(screen.getAllByRole("article")).toHaveLength(1);
  const tracks = screen.getByRole("list", { name: "Tracks at Google" });
  expect(within(tracks).getAllByRole("listitem")).toHaveLength(1);
  expect(screen.getByRole("status")).toHaveTextContent("1 company shown");
});

test("a seniority narrows across companies", async () => {
  await userEvent.click(screen.getByRole("radio", { name: "Senior" }));
  expect(screen.queryByRole("article", { name: "Zomato" })).not.toBeInTheDocument();
  expect(screen.getByRole("article", { name: "Google" })).toHaveTextContent("L5");
});

test("a search without a match offers the way back", async () => {
  await userEvent.type(screen.getByRole("searchbox"), "nowhere");
  await userEvent.click(await screen.findByRole("button", { name: "Show all companies" }));
  expect(screen.getAllByRole("article")).toHaveLength(2);
  expect(screen.getByRole("searchbox")).toHaveValue("");
});
