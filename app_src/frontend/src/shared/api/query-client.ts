import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "./errors";

const RETRIES = 2;

/** A refusal (4xx) or a rate limit will not change by asking again at once; an outage or a lost connection may. */
function worthRetrying(failureCount: number, error: Error): boolean {
  const transient =
    !(error instanceof ApiError) ||
    error.failure === "unavailable" ||
    error.failure === "unreachable";
  return transient && failureCount < RETRIES;
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: worthRetrying,
        retryDelay: (attempt) => Math.min(800 * 2 ** attempt, 5_000),
        refetchOnWindowFocus: false,
      },
      // Without a connection it fails and says so. Waiting for one would send, long after, what nobody waits for any more.
      mutations: { networkMode: "always" },
    },
  });
}
