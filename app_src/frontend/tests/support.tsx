import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { createMemoryRouter, RouterProvider } from "react-router";
import { vi } from "vitest";
import { createQueryClient } from "@/shared/api/query-client";

/** The application's own query client, without the waits between its retries. */
function createImpatientClient(): QueryClient {
  const client = createQueryClient();
  const defaults = client.getDefaultOptions();
  client.setDefaultOptions({ ...defaults, queries: { ...defaults.queries, retryDelay: 0 } });
  return client;
}

export function renderPage(element: ReactNode) {
  const router = createMemoryRouter([{ path: "*", element }]);
  return render(
    <QueryClientProvider client={createImpatientClient()}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
}

type Answer = Response | Error | Promise<Response>;

/** Answers of the API in the order in which they are asked for; the last one stays. Returns the requests made. */
export function stubApi(...answers: Answer[]): Request[] {
  const requests: Request[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    const answer = answers[Math.min(requests.length, answers.length - 1)];
    requests.push(request);
    if (answer instanceof Error || answer === undefined) {
      throw answer ?? new Error("No answer was prepared");
    }
    return (await answer).clone();
  });
  return requests;
}

export function pageOf(items: unknown[], nextCursor: string | null = null): Response {
  return Response.json({ items, pagination: { limit: 100, next_cursor: nextCursor } });
}
