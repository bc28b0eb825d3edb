import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { pageOf, renderPage, signIn, stubRoutes } from "@tests/support";
import { beforeEach, expect, test } from "vitest";
import { Companies } from "./companies";
import { Mentors } from "./mentors";

const COMPANIES = pageOf([
  {
    slug: "google",
    name: "Google",
    category: "product",
    tracks: [{ code: "l4", title: "L4 · Software Engineer III", seniority: "mid" }],
  },
  { slug: "zomato", name: "Zomato", category: "unicorn", tracks: [] },
]);
const MENTOR = {
  id: "1",
  name: "Meera Bhat",
  headline: "Staff engineer",
  bio: "Honest, specific, kind.",
  companies: ["google", "zomato"],
  interview_types: ["coding", "hr"],
};

beforeEach(() => {
  signIn();
});

test("a track leads into the wizard with company and track chosen", async () => {
  stubRoutes({ "GET /api/companies": COMPANIES });
  renderPage(<Companies />);
  expect(
    await screen.findByRole("link", { name: /^Book a mock for ?L4 · Software Engineer III/ }),
  ).toHaveAttribute("href", "/mentee/book?company=google&track=l4");
  await userEvent.type(screen.getByRole("searchbox"), "zom");
  await waitFor(() => expect(screen.getAllByRole("article")).toHaveLength(1));
  expect(screen.getByRole("status")).toHaveTextContent("1 company shown");
});

test("mentors are asked for by what the address says, and the wish goes along into the wizard", async () => {
  const requests = stubRoutes({
    "GET /api/companies": COMPANIES,
    "GET /api/interview-types": pageOf([{ code: "hr", name: "HR", rubric: [] }]),
    "GET /api/mentors": pageOf([MENTOR]),
  });
  const { router } = renderPage(<Mentors />, { at: "/mentee/explore/mentors?company=zomato" });
  const card = await screen.findByRole("article", { name: "Meera Bhat" });
  expect(within(card).getByRole("link")).toHaveAttribute("href", "/mentee/book?company=zomato");
  await userEvent.selectOptions(screen.getByLabelText("Interview"), "hr");
  await waitFor(() => expect(router.state.location.search).toBe("?company=zomato&type=hr"));
  await waitFor(() =>
    expect(screen.getByRole("link", { name: "Book a mock for Zomato" })).toHaveAttribute(
      "href",
      "/mentee/book?company=zomato&type=hr",
    ),
  );
  const asked = requests
    .filter(({ url }) => url.includes("/api/mentors"))
    .map(({ url }) => new URL(url).searchParams);
  expect(asked.at(-1)?.get("company")).toBe("zomato");
  expect(asked.at(-1)?.get("interview_type")).toBe("hr");
});

test("when no mentor matches, the way back shows all", async () => {
  stubRoutes({
    "GET /api/companies": COMPANIES,
    "GET /api/interview-types": pageOf([]),
    "GET /api/mentors": [pageOf([]), pageOf([MENTOR])],
  });
  renderPage(<Mentors />, { at: "/mentee/explore/mentors?company=google&type=hr" });
  expect(await screen.findByText("No mentor matches")).toBeVisible();
  expect(screen.getByRole("link", { name: "Show all mentors" })).toHaveAttribute(
    "href",
    "/mentee/explore/mentors",
  );
});
