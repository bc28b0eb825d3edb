export type ApiFailure = "unreachable" | "rate-limited" | "unavailable" | "rejected";

export interface FieldProblem {
  /** Dotted, from the body's root. */
  path: string;
  message: string;
}

interface ErrorDetails {
  status?: number;
  code?: string;
  reason?: string;
  fields?: readonly FieldProblem[];
  retryAfterSeconds?: number;
  reference?: string;
  cause?: unknown;
}

/** Why a request to the API gave no answer one can show. */
export class ApiError extends Error {
  readonly failure: ApiFailure;
  readonly status: number | undefined;
  /** The contract's stable code: what to branch on. */
  readonly code: string | undefined;
  /** The API's sentence for people. */
  readonly reason: string | undefined;
  readonly fields: readonly FieldProblem[];
  readonly retryAfterSeconds: number | undefined;
  /** The request id that support can search the logs for. */
  readonly reference: string | undefined;

  constructor(failure: ApiFailure, details: ErrorDetails = {}) {
    super(`API request failed: ${details.code ?? failure}`, { cause: details.cause });
    this.name = "ApiError";
    this.failure = failure;
    this.status = details.status;
    this.code = details.code;
    this.reason = details.reason;
    this.fields = details.fields ?? [];
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.reference = details.reference;
  }
}

function failureOf(status: number): ApiFailure {
  if (status === 429) {
    return "rate-limited";
  }
  return status >= 500 ? "unavailable" : "rejected";
}

interface WireError {
  code: string;
  message: string;
  fields?: FieldProblem[] | null;
}

/** The error of the contract, when the answer is one: an edge in trouble answers with something else. */
function wireError(cause: unknown): WireError | undefined {
  const error = (cause as { error?: Partial<WireError> } | null | undefined)?.error;
  return typeof error?.code === "string" && typeof error.message === "string"
    ? (error as WireError)
    : undefined;
}

export function toApiError(cause: unknown, response: Response | undefined): ApiError {
  // The session could not be renewed on the way: that failure is the one to show.
  if (cause instanceof ApiError) {
    return cause;
  }
  if (!response) {
    return new ApiError("unreachable", { cause });
  }
  const retryAfter = Number.parseInt(response.headers.get("Retry-After") ?? "", 10);
  const reference = response.headers.get("X-Request-ID");
  const wire = wireError(cause);
  return new ApiError(failureOf(response.status), {
    status: response.status,
    cause,
    ...(wire ? { code: wire.code, reason: wire.message, fields: wire.fields ?? [] } : {}),
    ...(Number.isNaN(retryAfter) ? {} : { retryAfterSeconds: retryAfter }),
    ...(reference ? { reference } : {}),
  });
}

export function hasCode(error: unknown, ...codes: string[]): error is ApiError {
  return error instanceof ApiError && error.code !== undefined && codes.includes(error.code);
}

/** Whether the API has decided against it; what did not get through, or met a fault, may be tried again as it is. */
export function isRefusal(error: unknown): error is ApiError {
  return error instanceof ApiError && error.failure === "rejected";
}

/** One sentence for people about a failed action; what they typed is still there. */
export function explain(error: unknown): string {
  if (!(error instanceof ApiError)) {
    return "Something went wrong on this page. Reload it and try again.";
  }
  switch (error.failure) {
    case "unreachable":
      return "We could not reach Codementee. Check your connection and try again; nothing you entered is lost.";
    case "rate-limited":
      return error.code === undefined || error.reason === undefined
        ? `That was a lot of requests. Wait ${error.retryAfterSeconds ?? "a few"} seconds and try again.`
        : error.reason;
    case "unavailable":
      return (
        error.reason ??
        "The fault is on our side. Try again in a minute; nothing you entered is lost."
      );
    case "rejected":
      return (
        error.reason ?? "This could not be done as things are now. Reload the page to see why."
      );
  }
}
