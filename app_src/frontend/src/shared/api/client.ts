import { toApiError } from "./errors";
import { client } from "./generated/client.gen";

const TIMEOUT_MS = 20_000;

client.setConfig({
  // The page's own origin; while prerendering nothing is requested.
  baseUrl: typeof window === "undefined" ? "" : window.location.origin,
  // Looked up per call, not captured: tests and instrumentation may replace fetch.
  fetch: (request) => globalThis.fetch(request),
});

interface Result<Data> {
  data?: Data | undefined;
  error?: unknown;
  response?: Response | undefined;
}

/**
 * Calls one generated operation; resolves to its data or throws an ApiError. The signal of the caller (a query that is no
 * longer on screen) and a time-out both end the request.
 */
export async function callApi<Data>(
  operation: (options: { signal: AbortSignal }) => Promise<Result<Data>>,
  signal: AbortSignal,
): Promise<Data> {
  const result = await operation({
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
  });
  if (result.data === undefined || result.error !== undefined) {
    throw toApiError(result.error, result.response);
  }
  return result.data;
}
