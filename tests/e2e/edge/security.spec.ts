import { expect, test } from "../support/test.ts";

test("the browser trusts the certificate and speaks TLS 1.3", async ({ page }) => {
  const response = await page.goto("/");
  expect((await response?.securityDetails())?.protocol).toBe("TLS 1.3");
  expect(await page.evaluate(() => window.isSecureContext)).toBe(true);
});

for (const path of ["/", "/no-such-page"]) {
  test(`${path} carries the policy the pages are built for`, async ({ page, complaints }) => {
    const response = await page.goto(path);
    const headers = response?.headers() ?? {};
    const policy = headers["content-security-policy"] ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain("unsafe");
    expect(headers["strict-transport-security"]).toMatch(/max-age=\d{8,}/);
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["x-request-id"]).toMatch(/^[0-9a-f]{32}$/);
    if (path !== "/") {
      // Chromium reports the 404 that was asked for.
      complaints.length = 0;
    }
  });
}

test("the payment service is let into the pages where people pay, and into no other", async ({
  page,
}) => {
  const headersOf = async (path: string) => (await page.goto(path))?.headers() ?? {};
  const paying = await headersOf("/mentee/plans");
  expect(paying["content-security-policy"]).toMatch(/script-src 'self' https:.*frame-src https:/);
  expect(paying["content-security-policy"]).not.toMatch(/script-src[^;]*unsafe/);
  expect(paying["cross-origin-embedder-policy"]).toBeUndefined();
  expect(paying["cross-origin-opener-policy"]).toBe("same-origin-allow-popups");
  expect(await page.evaluate(() => window.crossOriginIsolated)).toBe(false);
  for (const path of ["/", "/login", "/mentor"]) {
    const headers = await headersOf(path);
    expect(headers["content-security-policy"]).not.toContain("https:");
    expect(headers["permissions-policy"]).toContain("payment=()");
    expect(await page.evaluate(() => window.crossOriginIsolated)).toBe(true);
  }
});

test("an inline script does not run", async ({ page, complaints }) => {
  await page.goto("/");
  const ran = await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.inlineScriptRan = true";
    document.head.append(script);
    return "inlineScriptRan" in window;
  });
  expect(ran).toBe(false);
  expect(complaints.splice(0).join()).toContain("Content Security Policy");
});
