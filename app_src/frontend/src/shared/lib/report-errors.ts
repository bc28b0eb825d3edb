import { ApiError } from "@/shared/api/errors";
import type { ClientError } from "@/shared/api/generated/types.gen";
import { config } from "./config";

const ADDRESS = "/api/client-errors";
// A page that fails in a loop has said what it has to say after this.
const MOST_PER_PAGE = 5;
const LONGEST_MESSAGE = 500;
const LONGEST_STACK = 8_000;
const LONGEST_PATH = 300;

/** Not ours, or no defect: an aborted request, a browser's own remark, what an extension put into the page. */
const NOISE = [
  /\bResizeObserver loop/,
  /\bScript error\.?$/,
  /(?:chrome|moz|safari-web)-extension:\/\//,
];

const seen = new Set<string>();

/** Without what may be secret or personal: what follows ? and # in addresses, mail addresses, tokens. */
export function scrub(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
      .replaceAll(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/g, " ")
      .replaceAll(/[?#][^\s"')]*/g, "")
      .replaceAll(/[^\s"'(<]+@[^\s"')>]+\.[a-z]{2,}/gi, "…@…")
      .replaceAll(/\beyJ[\w.-]+/g, "…")
  );
}

/** The page's path; identifiers in it are one page, not a thousand. */
function pathOf(location: Pick<Location, "pathname">): string {
  const path = location.pathname.replaceAll(/\/[0-9a-f]{24}(?=\/|$)/g, "/:id");
  return /^\/[^\s?#]*$/.test(path) ? path.slice(0, LONGEST_PATH) : "/";
}

function describe(error: unknown): { message: string; stack: string } {
  if (error instanceof Error) {
    // Some engines begin the stack with the message; it is said once.
    const stack = (error.stack ?? "").replace(`${error.name}: ${error.message}`, "").trim();
    return { message: `${error.name}: ${error.message}`, stack };
  }
  return { message: typeof error === "string" ? error : `Thrown: ${typeof error}`, stack: "" };
}

function isNoise(error: unknown, message: string, stack: string): boolean {
  return (
    // The API's refusals are answers; its failures are in its own records.
    error instanceof ApiError ||
    (error instanceof DOMException && error.name === "AbortError") ||
    NOISE.some((pattern) => pattern.test(message) || pattern.test(stack))
  );
}

/** Tells the API about a failure of this page: once per cause, a few per page, and silently when it cannot be told. */
export function reportError(error: unknown): void {
  const { message, stack } = describe(error);
  const cause = `${message}\n${stack.split("\n")[0] ?? ""}`;
  // Offline nothing can be told, and what failed failed for that reason.
  if (isNoise(error, message, stack) || seen.has(cause) || seen.size >= MOST_PER_PAGE) {
    return;
  }
  if (!navigator.onLine) {
    return;
  }
  seen.add(cause);
  const report: ClientError = {
    message: scrub(message).slice(0, LONGEST_MESSAGE).trim() || "Error without a message",
    stack: scrub(stack).slice(0, LONGEST_STACK),
    path: pathOf(window.location),
    release: /^[\w.-]{1,64}$/.test(config.release) ? config.release : "",
  };
  try {
    // Not by the generated client: it must work when that is what is broken, and without the session.
    void fetch(
      new Request(new URL(ADDRESS, window.location.origin), {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(report),
        credentials: "omit",
        keepalive: true,
      }),
    ).catch(() => {});
  } catch {
    // A report about a report helps nobody.
  }
}

/** From now on failures that nothing on the page catches are reported. What error boundaries catch comes through the router's onError. */
export function startErrorReports(): void {
  window.addEventListener("error", (event) => {
    // Without an error it is an image or a script that did not load: the element says so itself.
    if (event.error) {
      reportError(event.error);
    }
  });
  window.addEventListener("unhandledrejection", (event) => reportError(event.reason));
}

/** For tests: as if the page had just been loaded. */
export function forgetReports(): void {
  seen.clear();
}
