export type ApiFailure = "unreachable" | "rate-limited" | "unavailable" | "rejected";

/** Why a request to the API gave no answer one can show; `reference` is the request id that support can search the logs for. */
export class ApiError extends Error {
  readonly failure: ApiFailure;
  readonly status: number | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly reference: string | undefined;

  constructor(
    failure: ApiFailure,
    details: {
      status?: number;
      retryAfterSeconds?: number;
      reference?: string;
      cause?: unknown;
    } = {},
  ) {
    super(`API request failed: ${failure}`, { cause: details.cause });
    this.name = "ApiError";
    this.failure = failure;
    this.status = details.status;
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

export function toApiError(cause: unknown, response: Response | undefined): ApiError {
  if (!response) {
    return new ApiError("unreachable", { cause });
  }
  const retryAfter = Number.parseInt(response.headers.get("Retry-After") ?? "", 10);
  const reference = response.headers.get("X-Request-ID");
  return new ApiError(failureOf(response.status), {
    status: response.status,
    cause,
    ...(Number.isNaN(retryAfter) ? {} : { retryAfterSeconds: retryAfter }),
    ...(reference ? { reference } : {}),
  });
}
