import { stubApi } from "@tests/support";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { ApiError } from "@/shared/api/errors";
import { forgetReports, reportError, scrub, startErrorReports } from "./report-errors";

let requests: Request[];

beforeAll(startErrorReports);
beforeEach(() => {
  forgetReports();
  requests = stubApi(new Response(null, { status: 202 }));
  window.history.replaceState(null, "", "/mentor/mocks/65a0b1c2d3e4f5a6b7c8d9e0?token=secret#part");
});

const sent = () => Promise.all(requests.map((request) => request.clone().json()));

function reject(reason: unknown) {
  window.dispatchEvent(Object.assign(new Event("unhandledrejection"), { reason }));
}

test("an uncaught error is reported with the page's path and nothing of its query", async () => {
  window.dispatchEvent(new ErrorEvent("error", { error: new TypeError("x is undefined") }));
  const [report] = await sent();
  expect(report).toMatchObject({
    message: "TypeError: x is undefined",
    path: "/mentor/mocks/:id",
  });
  expect(JSON.stringify(report)).not.toContain("secret");
  expect(requests[0]?.url).toBe(`${window.location.origin}/api/client-errors`);
  expect(requests[0]?.headers.get("Authorization")).toBeNull();
});

test("an unhandled rejection is reported, once however often it happens", () => {
  const reason = new Error("lost");
  reject(reason);
  reject(reason);
  expect(requests).toHaveLength(1);
});

test("a page that fails again and again is heard five times", () => {
  for (let count = 0; count < 20; count += 1) {
    reportError(new Error(`failure ${count}`));
  }
  expect(requests).toHaveLength(5);
});

test.each([
  new ApiError("unavailable", { status: 503 }),
  new DOMException("The user aborted a request.", "AbortError"),
  new Error("ResizeObserver loop completed with undelivered notifications."),
  Object.assign(new Error("x"), { stack: "at f (chrome-extension://abc/content.js:1:1)" }),
])("%s is no defect of the page", (error) => {
  reportError(error);
  expect(requests).toHaveLength(0);
});

test("a picture that did not load is not an error", () => {
  window.dispatchEvent(new Event("error"));
  expect(requests).toHaveLength(0);
});

test("a report that cannot be sent stays silent", async () => {
  stubApi(new TypeError("Failed to fetch"));
  const unhandled = vi.fn();
  process.on("unhandledRejection", unhandled);
  reportError(new Error("something"));
  await new Promise((resolve) => setTimeout(resolve, 10));
  process.off("unhandledRejection", unhandled);
  expect(unhandled).not.toHaveBeenCalled();
});

test("what may be secret or personal is taken out", () => {
  expect(scrub("GET https://x.example/a?token=abc#f failed for asha@example.com")).toBe(
    "GET https://x.example/a failed for …@…",
  );
  expect(scrub("Bearer eyJhbGciOi.J9.x refused\u0000")).toBe("Bearer … refused ");
});
