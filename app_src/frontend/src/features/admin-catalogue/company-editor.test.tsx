import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { refusal, renderPage, stubRoutes } from "@tests/support";
import { expect, test } from "vitest";
import type { AdminCompany } from "@/shared/api/generated/types.gen";
import { CompanyEditor } from "./company-editor";

const GOOGLE: AdminCompany = {
  id: "1".repeat(24),
  slug: "google",
  name: "Google",
  category: "product",
  tracks: [
    { code: "l3", title: "L3", seniority: "entry" },
    { code: "l4", title: "L4", seniority: "mid" },
    { code: "l5", title: "L5", seniority: "senior" },
  ],
  active: true,
  version: 3,
  created_at: "2026-11-01T00:00:00Z",
  updated_at: "2026-11-01T00:00:00Z",
};
const PATH = `/api/admin/companies/${GOOGLE.id}`;
const [L3, L4] = GOOGLE.tracks;

const bodies = (requests: Request[]) =>
  Promise.all(
    requests.filter(({ method }) => method === "PATCH").map((request) => request.clone().json()),
  );

async function edit(routes: Parameters<typeof stubRoutes>[0]) {
  const requests = stubRoutes({ [`GET ${PATH}`]: Response.json(GOOGLE), ...routes });
  renderPage(<CompanyEditor companyId={GOOGLE.id} />);
  await screen.findByRole("heading", { level: 1, name: "Google" });
  await screen.findByRole("button", { name: "Save changes" });
  return requests;
}

const save = () => userEvent.click(screen.getByRole("button", { name: "Save changes" }));

test("tracks are moved and removed by buttons that keep the focus, and only they are sent", async () => {
  const requests = await edit({
    [`PATCH ${PATH}`]: Response.json({ ...GOOGLE, tracks: [L4, L3], version: 4 }),
  });
  expect(screen.getByRole("button", { name: "Save changes" })).toBeDisabled();
  await userEvent.click(screen.getByRole("button", { name: "Move track 2 up" }));
  expect(screen.getByRole("button", { name: "Move track 1 down" })).toHaveFocus();
  await userEvent.click(screen.getByRole("button", { name: "Remove track 3" }));
  expect(screen.getByRole("button", { name: "Remove track 2" })).toHaveFocus();
  await save();
  expect(await screen.findByText("Everything is saved.")).toBeVisible();
  expect(await bodies(requests)).toEqual([{ version: 3, tracks: [L4, L3] }]);
});

test("a conflict names what others changed, and saving on top keeps both changes", async () => {
  const theirs = { ...GOOGLE, category: "unicorn", version: 4 };
  const requests = await edit({
    [`GET ${PATH}`]: [Response.json(GOOGLE), Response.json(theirs)],
    [`PATCH ${PATH}`]: [
      refusal(409, "edit_conflict"),
      Response.json({ ...theirs, name: "Alphabet", version: 5 }),
    ],
  });
  const name = screen.getByLabelText("Name");
  await userEvent.clear(name);
  await userEvent.type(name, "Alphabet");
  await save();
  expect(await screen.findByText(/They changed: Category\./)).toBeVisible();
  expect(name).toHaveValue("Alphabet");
  await userEvent.click(screen.getByRole("button", { name: "Save my changes on top" }));
  await waitFor(() => expect(screen.getByLabelText("Indian unicorn")).toBeChecked());
  expect(await bodies(requests)).toEqual([
    { version: 3, name: "Alphabet" },
    { version: 4, name: "Alphabet" },
  ]);
});

test("their version can be taken instead", async () => {
  await edit({
    [`GET ${PATH}`]: [Response.json(GOOGLE), Response.json({ ...GOOGLE, name: "X", version: 4 })],
    [`PATCH ${PATH}`]: refusal(409, "edit_conflict"),
  });
  await userEvent.type(screen.getByLabelText("Name"), " mine");
  await save();
  await userEvent.click(await screen.findByRole("button", { name: "Drop mine and load theirs" }));
  expect(screen.getByLabelText("Name")).toHaveValue("X");
  expect(screen.getByText("Everything is saved.")).toBeVisible();
});

test("retiring does not get in the way of what is being typed", async () => {
  const requests = await edit({
    [`PATCH ${PATH}`]: [
      Response.json({ ...GOOGLE, active: false, version: 4 }),
      Response.json({ ...GOOGLE, name: "Google Inc", active: false, version: 5 }),
    ],
  });
  await userEvent.type(screen.getByLabelText("Name"), " Inc");
  await userEvent.click(screen.getByRole("button", { name: "Retire this company" }));
  await userEvent.click(
    (await screen.findAllByRole("button", { name: "Retire this company" })).at(-1) as HTMLElement,
  );
  expect(await screen.findByText("Retired")).toBeVisible();
  expect(screen.getByLabelText("Name")).toHaveValue("Google Inc");
  await save();
  await waitFor(async () =>
    expect(await bodies(requests)).toEqual([
      { version: 3, active: false },
      { version: 4, name: "Google Inc" },
    ]),
  );
});

test("what was typed survives a failure, and each problem stands at its field", async () => {
  await edit({
    [`PATCH ${PATH}`]: [
      refusal(422, "validation_failed", {
        fields: [{ path: "tracks.1.code", message: "Not like this" }],
      }),
      refusal(503, "database_unavailable", { message: "The database does not answer." }),
    ],
  });
  await userEvent.type(screen.getAllByLabelText("Title")[1] as HTMLElement, " senior");
  await save();
  await waitFor(() =>
    expect(screen.getAllByLabelText("Code")[1]).toHaveAccessibleDescription("Not like this"),
  );
  await save();
  expect(await screen.findByRole("alert")).toHaveTextContent("The database does not answer.");
  expect(screen.getAllByLabelText("Title")[1]).toHaveValue("L4 senior");
});
