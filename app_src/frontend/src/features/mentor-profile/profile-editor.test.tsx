import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { pageOf, refusal, renderPage, signIn, stubRoutes } from "@tests/support";
import { beforeEach, expect, test } from "vitest";
import type { MentorProfile } from "@/shared/api/generated/types.gen";
import { ProfileEditor } from "./profile-editor";

// Typing takes its time where many share a processor.
const SLOW = { timeout: 20_000 };
const EMPTY: MentorProfile = {
  headline: "",
  bio: "",
  companies: [],
  interview_types: [],
  active: false,
  version: 0,
};
const COMPANY = { id: "1", slug: "google", name: "Google", category: "product", tracks: [] };
const TYPE = {
  id: "1",
  code: "system-design",
  name: "System design",
  minimum_minutes: 45,
  maximum_minutes: 60,
  rubric: [],
};

function open(profile: MentorProfile, put: Response) {
  const requests = stubRoutes({
    "GET /api/mentor/profile": Response.json(profile),
    "PUT /api/mentor/profile": put,
    "GET /api/companies": pageOf([COMPANY]),
    "GET /api/interview-types": pageOf([TYPE]),
  });
  renderPage(
    <ProfileEditor
      show={(mentor, names) => (
        <p>
          {mentor.name}: {mentor.headline}, {mentor.companies.map(names.company).join()}
        </p>
      )}
    />,
  );
  return requests.filter.bind(requests, ({ method }: Request) => method === "PUT");
}

beforeEach(() => {
  signIn({ role: "mentor", name: "Ravi Menon" });
});

test("a first profile shows as it will look, and is sent whole", SLOW, async () => {
  const puts = open(EMPTY, Response.json({ ...EMPTY, headline: "Staff engineer", version: 1 }));
  const preview = within(await screen.findByRole("region", { name: /As mentees see you/ }));
  expect(preview.getByText("Not shown yet")).toBeVisible();
  await userEvent.type(screen.getByLabelText("Headline"), "Staff engineer");
  await userEvent.type(screen.getByLabelText("In a few sentences"), "I care how you get there.");
  await userEvent.click(await screen.findByRole("checkbox", { name: "Google" }));
  expect(preview.getByText("Ravi Menon: Staff engineer, Google")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Save changes" }));
  await waitFor(() => expect(puts()).toHaveLength(1));
  expect(await puts()[0]?.json()).toEqual({
    headline: "Staff engineer",
    bio: "I care how you get there.",
    companies: ["google"],
    interview_types: [],
    version: 0,
  });
});

test("what the catalogue does not know any more can be seen and taken off", SLOW, async () => {
  const known = { ...EMPTY, headline: "x", bio: "y", companies: ["old-shop"], version: 3 };
  const problem = { path: "companies", message: "There is no company old-shop." };
  open(known, refusal(422, "profile_invalid", { fields: [problem] }));
  expect(await screen.findByRole("checkbox", { name: "Old shop" })).toBeChecked();
  await userEvent.type(screen.getByLabelText("Headline"), "!");
  await userEvent.click(screen.getByRole("button", { name: "Save changes" }));
  expect(await screen.findByText("There is no company old-shop.")).toBeVisible();
  expect(screen.getByLabelText("Headline")).toHaveValue("x!");
});
