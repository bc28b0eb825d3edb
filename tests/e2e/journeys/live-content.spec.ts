import { expect, test } from "../support/test.ts";

interface Plan {
  name: string;
  price_paise: number;
  features: string[];
}

interface Company {
  name: string;
  tracks: { title: string }[];
}

function rupees(paise: number): string {
  return new Intl.NumberFormat("en-IN").format(paise / 100);
}

for (const path of ["/", "/pricing"]) {
  test(`${path} shows every plan at the price the API gives`, async ({ page }) => {
    const answered = page.waitForResponse((response) =>
      response.url().includes("/api/pricing-plans"),
    );
    await page.goto(path);
    const { items } = (await (await answered).json()) as { items: Plan[] };
    expect(items.map((plan) => plan.price_paise)).toEqual([199_900, 499_900, 899_900]);
    for (const plan of items) {
      const card = page.getByRole("article", { name: plan.name });
      await expect(card).toContainText(`₹${rupees(plan.price_paise)}`);
      for (const feature of plan.features) {
        await expect(card.getByText(feature, { exact: true })).toBeVisible();
      }
    }
  });
}

test("the landing page names every company the API lists", async ({ page }) => {
  const answered = page.waitForResponse((response) => response.url().includes("/api/companies"));
  await page.goto("/");
  const { items } = (await (await answered).json()) as { items: Company[] };
  expect(items.length).toBeGreaterThan(0);
  const section = page.getByRole("region", { name: /prepare for the company/i });
  for (const company of items) {
    await expect(section.getByText(company.name, { exact: true })).toBeVisible();
  }
});

test("companies are found by name and by level, and the search can be taken back", async ({
  page,
}) => {
  await page.goto("/companies");
  await expect(page.getByRole("article", { name: "Amazon" })).toBeVisible();
  const search = page.getByRole("searchbox", { name: "Find a company or level" });

  await search.fill("google l5");
  await expect(page.getByRole("article")).toHaveCount(1);
  await expect(
    page.getByRole("list", { name: "Tracks at Google" }).getByRole("listitem"),
  ).toHaveText([/L5/]);

  await search.fill("no such company");
  await expect(page.getByText("No company matches")).toBeVisible();
  await page.getByRole("button", { name: "Show all companies" }).click();
  await expect(page.getByRole("article", { name: "Flipkart" })).toBeVisible();

  await page.getByRole("radio", { name: "Staff" }).check();
  await expect(page.getByRole("article", { name: "Zomato" })).toBeHidden();
});
