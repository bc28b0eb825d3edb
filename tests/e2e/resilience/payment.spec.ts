// The moment at which a fault would cost somebody money: paid, and the API cannot be asked.
import type { Request } from "@playwright/test";
import { FAULTS, spoil } from "../support/faults.ts";
import { expectBooked, openCheckout, reachPayment } from "../support/journey.ts";
import { expect, test } from "../support/test.ts";

const isAboutPayment = (request: Request) =>
  new URL(request.url()).pathname.startsWith("/api/payment/");

for (const fault of FAULTS) {
  test(`a payment that was made books once the API can be asked: the API ${fault.name}`, {
    tag: fault.name === "fails" ? "@everyday" : "@whole",
  }, async ({ page, complaints }) => {
    test.setTimeout(120_000);
    await reachPayment(page);
    const frame = await openCheckout(page);
    const spoiled = await spoil(page, complaints, fault, isAboutPayment);
    await frame.getByRole("button", { name: "Pay", exact: true }).click();
    await expect(page.getByRole("heading", { name: "We are checking your payment" })).toBeVisible();
    await expect(page.getByText("Please do not pay again.")).toBeVisible();
    await expect(page.getByText(/We cannot reach Codementee at the moment/)).toBeVisible();
    const handsIn = (request: Request) => request.url().endsWith("/api/payment/verify");
    expect.soft(spoiled.met.some(handsIn), "what was handed over was handed in").toBe(true);
    await spoiled.mend();
    await expectBooked(page);
    await page.goto("/mentee/orders");
    await expect(page.getByRole("main").getByText("Paid", { exact: true })).toHaveCount(1);
  });
}
