import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { pageOf, refusal, renderPage, signIn, stubRoutes } from "@tests/support";
import { expect, test, vi } from "vitest";
import type { Consent } from "@/shared/api/generated/types.gen";
import { POLICY_VERSION } from "@/shared/lib/policy";
import { getSession } from "@/shared/session/store";
import { useSession } from "@/shared/session/use-session";
import { ConsentsCard } from "./consents-card";
import { DeleteAccountForm } from "./delete-account-form";
import { ExportCard } from "./export-card";

const CONSENTS = "GET /api/account/consents";
const DELETION = "POST /api/account/deletion";

function consent(subject: Consent["subject"], granted: boolean, version = POLICY_VERSION): Consent {
  return {
    id: `${subject}-${version}-${granted}`,
    subject,
    version,
    granted,
    at: "2026-11-02T08:00:00Z",
    request_id: "abc",
  };
}

const rowOf = async (title: string) => {
  const rows = within(await screen.findByRole("region", { name: "What you agreed to" }));
  const row = (await rows.findByText(title)).closest("li");
  return within(row as HTMLElement);
};

test("the newest entry counts: a withdrawn consent can be given again", async () => {
  signIn();
  const requests = stubRoutes({
    [CONSENTS]: [
      pageOf([consent("marketing", false), consent("marketing", true), consent("terms", true)]),
      pageOf([consent("marketing", true)]),
    ],
    "POST /api/account/consents": Response.json(consent("marketing", true), { status: 201 }),
  });
  renderPage(<ConsentsCard />);
  expect((await rowOf("Terms of use")).getByText("Accepted")).toBeVisible();
  const news = await rowOf("News by mail");
  expect(news.getByText("Withdrawn")).toBeVisible();
  await userEvent.click(news.getByRole("button", { name: "Agree to news by mail" }));
  expect(await news.findByRole("button", { name: /Withdraw/ })).toBeVisible();
  expect(await requests[1]?.json()).toEqual({
    subject: "marketing",
    version: POLICY_VERSION,
    granted: true,
  });
});

test("an older version of the terms asks for the one in force", async () => {
  signIn();
  stubRoutes({ [CONSENTS]: pageOf([consent("terms", true, "2025-01")]) });
  renderPage(<ConsentsCard />);
  const terms = await rowOf("Terms of use");
  expect(terms.getByText("Older version accepted")).toBeVisible();
  expect(
    terms.getByRole("button", { name: `Accept version ${POLICY_VERSION} of terms of use` }),
  ).toBeVisible();
});

test("the archive is saved under a name with the day", async () => {
  signIn();
  const saved: string[] = [];
  vi.stubGlobal(
    "URL",
    Object.assign(URL, { createObjectURL: () => "blob:x", revokeObjectURL: () => {} }),
  );
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function click(
    this: HTMLAnchorElement,
  ) {
    saved.push(this.download);
  });
  stubRoutes({
    "POST /api/account/export": new Response("zip", {
      headers: { "Content-Type": "application/zip" },
    }),
  });
  renderPage(<ExportCard />);
  await userEvent.click(screen.getByRole("button", { name: "Download my data" }));
  expect(await screen.findByText(/is in your downloads/)).toBeVisible();
  expect(saved).toEqual([expect.stringMatching(/^codementee-\d{4}-\d\d-\d\d\.zip$/)]);
});

test("a download too many says when the next one is possible", async () => {
  signIn();
  stubRoutes({
    "POST /api/account/export": refusal(429, "too_many_exports", {
      message: "Try again in an hour.",
    }),
  });
  renderPage(<ExportCard />);
  await userEvent.click(screen.getByRole("button", { name: "Download my data" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("Try again in an hour.");
});

/** As below RequireSession: gone with the session. */
function Deletion() {
  return useSession().status === "signed-in" ? <DeleteAccountForm onKeep={() => {}} /> : null;
}

async function confirmDeletion(address: string) {
  await userEvent.type(screen.getByLabelText(/^Type /), address);
  await userEvent.type(screen.getByLabelText("Your password"), "correct horse battery");
  await userEvent.click(screen.getByRole("button", { name: "Delete for good" }));
}

test("deleting needs the address typed, and leads away for good", async () => {
  signIn();
  const requests = stubRoutes({ [DELETION]: new Response(null, { status: 204 }) });
  renderPage(<Deletion />);
  await confirmDeletion("somebody@example.com");
  expect(await screen.findByText(/exactly as it stands above/)).toBeVisible();
  expect(requests).toHaveLength(0);
  await userEvent.clear(screen.getByLabelText(/^Type /));
  await userEvent.type(screen.getByLabelText(/^Type /), "Asha@example.com{Enter}");
  await vi.waitFor(() =>
    expect(getSession()).toEqual({ status: "anonymous", goTo: "/account-deleted" }),
  );
  expect(await requests[0]?.json()).toEqual({ password: "correct horse battery" });
});

test("a wrong password deletes nothing", async () => {
  signIn();
  stubRoutes({ [DELETION]: refusal(403, "password_wrong") });
  renderPage(<Deletion />);
  await confirmDeletion("Asha@example.com");
  expect(await screen.findByText("This is not your password")).toBeVisible();
  expect(getSession().status).toBe("signed-in");
});
