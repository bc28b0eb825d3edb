// What pages are about but no demonstration begins with: made once, found by the runs after it.
import type { Page } from "@playwright/test";

/** An error and a refund, for the administrator who is signed in on the page. */
export async function haveErrorAndRefund(page: Page): Promise<void> {
  // In the page: only the browser knows where the installation is.
  const problem = await page.evaluate(async () => {
    const renewed = await fetch("/api/auth/refresh", { method: "POST" });
    const { access_token: token } = (await renewed.json()) as { access_token: string };
    const call = async <Answer>(path: string, body?: unknown): Promise<Answer | undefined> => {
      const answer = await fetch(path, {
        method: body ? "POST" : "GET",
        headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      return answer.ok && answer.status !== 204 ? ((await answer.json()) as Answer) : undefined;
    };
    type List = { items: { id: string; state: string; refunded_paise: number }[] };
    const errors = await call<List>("/api/admin/errors");
    if (errors?.items.length === 0) {
      await call("/api/client-errors", { message: "Error: made by a browser test", path: "/" });
    }
    const refunds = await call<List>("/api/admin/refunds");
    if (refunds && refunds.items.length > 0) {
      return undefined;
    }
    const orders = await call<List>("/api/admin/orders?state=paid");
    const order = orders?.items.find((one) => one.refunded_paise === 0);
    const refund = await call(`/api/admin/orders/${order?.id}/refunds`, {
      amount_paise: 100,
      withdraw_credits: 0,
      reason: "Made by a browser test",
    });
    return refund ? undefined : `no refund of ${order?.id} could be asked for`;
  });
  if (problem) {
    throw new Error(problem);
  }
}
