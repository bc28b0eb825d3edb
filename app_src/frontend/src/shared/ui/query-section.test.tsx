import { useQuery } from "@tanstack/react-query";
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { pageOf, renderPage, stubRoutes } from "@tests/support";
import { expect, test } from "vitest";
import { companiesQuery } from "@/shared/api/catalogue";
import { interviewTypesQuery, useTypeName } from "@/shared/api/interview-types";
import { QuerySection } from "./query-section";

const down = () => new Response("down", { status: 502 });

function Names() {
  useQuery(interviewTypesQuery);
  const typeName = useTypeName();
  return (
    <QuerySection query={useQuery(companiesQuery)} subject="the companies" skeleton={null}>
      {(companies) => `${companies.length} company for ${typeName("system-design")}`}
    </QuerySection>
  );
}

test("trying again asks for everything that failed, also for what only names things", async () => {
  stubRoutes({
    "GET /api/companies": [down(), down(), down(), pageOf([{ slug: "google", name: "Google" }])],
    "GET /api/interview-types": [
      down(),
      down(),
      down(),
      pageOf([{ code: "system-design", name: "Design of systems" }]),
    ],
  });
  renderPage(<Names />);
  await userEvent.click(await screen.findByRole("button", { name: "Try again" }));
  expect(await screen.findByText("1 company for Design of systems")).toBeVisible();
});
