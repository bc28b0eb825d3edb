import { currentToken, refresh } from "@/shared/session/refresh";
import { toApiError } from "./errors";
import { client } from "./generated/client.gen";

const TIMEOUT_MS = 20_000;

function authorized(request: Request, token: string): Request {
  const copy = request.clone();
  copy.headers.set("Authorization", `Bearer ${token}`);
  return copy;
}

/** Sends the session along. An access token that was refused (the role changed, the key was replaced) is renewed once. */
async function fetchWithSession(request: Request): Promise<Response> {
  const token = await currentToken();
  if (!token) {
    // Looked up per call, not captured: tests and instrumentation may replace fetch.
    return globalThis.fetch(request);
  }
  const response = await globalThis.fetch(authorized(request, token));
  if (response.status !== 401 || !(await refresh())) {
    return response;
  }
  const renewed = await currentToken();
  return renewed ? globalThis.fetch(authorized(request, renewed)) : response;
}

client.setConfig({
  // The page's own origin; while prerendering nothing is requested.
  baseUrl: typeof window === "undefined" ? "" : window.location.origin,
  fetch: (request) => fetchWithSession(request as Request),
});

interface Result<Data> {
  data?: Data | undefined;
  error?: unknown;
  response?: Response | undefined;
}

/**
 * Calls one generated operation; resolves to its data (undefined for an answer without content) or throws an ApiError. The
 * signal of the caller (a query that is no longer on screen) and a time-out both end the request; `timeoutMs` is for the
 * few that may take long.
 */
export async function callApi<Data>(
  operation: (options: { signal: AbortSignal }) => Promise<Result<Data>>,
  signal?: AbortSignal,
  timeoutMs = TIMEOUT_MS,
): Promise<Data> {
  const timeout = AbortSignal.timeout(timeoutMs);
  const result = await operation({
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
  });
  if (result.error !== undefined || !result.response?.ok) {
    throw toApiError(result.error, result.response);
  }
  return result.data as Data;
}
