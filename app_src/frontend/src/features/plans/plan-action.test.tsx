import { screen } from "@testing-library/react";
import { renderPage, signIn } from "@tests/support";
import { expect, test } from "vitest";
import type { PricingPlan } from "@/shared/api/generated/types.gen";
import { PlanAction } from "./plan-action";

const PLAN = { code: "growth", name: "Growth", recommended: true } as PricingPlan;

test("visitors register with the plan, mentees book with it, others are not offered it", () => {
  const shown = (role?: "mentee" | "mentor") => {
    if (role) {
      signIn({ role });
    }
    const { unmount } = renderPage(<PlanAction plan={PLAN} />);
    const href = screen.queryByRole("link", { name: "Choose Growth" })?.getAttribute("href");
    unmount();
    return href;
  };
  expect(shown()).toBe("/register?plan=growth");
  expect(shown("mentee")).toBe("/mentee/book?plan=growth");
  expect(shown("mentor")).toBeUndefined();
});
