import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { pageOf, renderPage, signIn, stubRoutes } from "@tests/support";
import { beforeEach, expect, test } from "vitest";
import type { AuditEntry } from "@/shared/api/generated/types.gen";
import { AuditList } from "./audit-list";

const ADMIN = "1".repeat(24);
const PLAN = "2".repeat(24);
const CHANGED: AuditEntry = {
  id: "3".repeat(24),
  at: "2026-11-22T05:00:00Z",
  actor: ADMIN,
  actor_role: "admin",
  action: "pricing_plan.changed",
  subject: "pricing_plan",
  subject_id: PLAN,
  details: { price_paise: { from: 499_900, to: 549_900 } },
};
const PAID: AuditEntry = {
  ...CHANGED,
  id: "4".repeat(24),
  actor: null,
  actor_role: "system",
  action: "order.paid",
  subject: "order",
  subject_id: "5".repeat(24),
  details: {},
};

let requests: Request[];

beforeEach(() => {
  signIn({ role: "admin" });
  requests = stubRoutes({
    "GET /api/admin/audit": pageOf([CHANGED, PAID]),
    "GET /api/admin/users": pageOf([{ id: ADMIN, name: "Sanjay Agarwal" }]),
    "GET /api/admin/user-names": Response.json({
      items: [{ id: ADMIN, name: "Sanjay Agarwal" }],
    }),
    [`GET /api/admin/users/${ADMIN}`]: Response.json({ id: ADMIN, name: "Sanjay Agarwal" }),
  });
});

const asked = () =>
  requests
    .filter(({ url }) => url.includes("/audit"))
    .map(({ url }) => new URL(url).searchParams.toString());

test("entries read as sentences that lead to what they are about, with what changed", async () => {
  renderPage(<AuditList />);
  const [changed, paid] = await screen.findAllByRole("listitem");
  expect(await within(changed as HTMLElement).findByText("Sanjay Agarwal")).toBeVisible();
  expect(changed).toHaveTextContent("changed a plan: open the plan");
  expect(
    within(changed as HTMLElement).getByRole("link", { name: "open the plan" }),
  ).toHaveAttribute("href", `/admin/plans/${PLAN}`);
  await userEvent.click(within(changed as HTMLElement).getByText("Show details"));
  expect(await within(changed as HTMLElement).findByText("₹4,999")).toBeVisible();
  expect(within(changed as HTMLElement).getByText("₹5,499")).toBeVisible();
  expect(paid).toHaveTextContent("The system applied a payment to an order");
  expect(within(paid as HTMLElement).queryByText("Show details")).not.toBeInTheDocument();
});

test("one filter at a time: choosing what leaves who", async () => {
  const { router } = renderPage(<AuditList />, { at: `/admin/audit?actor=${ADMIN}` });
  await screen.findAllByRole("listitem");
  expect(await screen.findByRole("option", { name: "Sanjay Agarwal" })).toBeInTheDocument();
  await userEvent.selectOptions(screen.getByLabelText("Did what"), "approved a refund");
  expect(router.state.location.search).toBe("?action=refund.approved");
  await screen.findAllByRole("listitem");
  expect(asked()).toEqual([`limit=20&actor=${ADMIN}`, "limit=20&action=refund.approved"]);
});

test("an address that the API would refuse asks for the whole log", async () => {
  renderPage(<AuditList />, { at: "/admin/audit?actor=nobody&subject=order" });
  await screen.findAllByRole("listitem");
  expect(asked()).toEqual(["limit=20"]);
});
