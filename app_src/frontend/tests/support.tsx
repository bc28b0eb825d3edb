import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, render } from "@testing-library/react";
import type { ReactNode } from "react";
import { createMemoryRouter, RouterProvider } from "react-router";
import { onTestFinished, vi } from "vitest";
import type { FieldProblem } from "@/shared/api/errors";
import type { Profile, SignedIn } from "@/shared/api/generated/types.gen";
import { createQueryClient } from "@/shared/api/query-client";
import { enter, leave } from "@/shared/session/store";

/** The application's own query client, without the waits between its retries. */
function createImpatientClient(): QueryClient {
  const client = createQueryClient();
  const defaults = client.getDefaultOptions();
  client.setDefaultOptions({ ...defaults, queries: { ...defaults.queries, retryDelay: 0 } });
  return client;
}

/** `at`: the address of the page; `router.state.location` is where it led. */
export function renderPage(element: ReactNode, { at = "/" }: { at?: string } = {}) {
  const router = createMemoryRouter([{ path: "*", element }], { initialEntries: [at] });
  const rendered = render(
    <QueryClientProvider client={createImpatientClient()}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  return { ...rendered, router };
}

const MENTEE: Profile = {
  id: "665f1c2e9b1d8a0012345678",
  email: "asha@example.com",
  name: "Asha Rao",
  role: "mentee",
  tier: "free",
  paid_until: null,
  email_verified: true,
  time_zone: "Asia/Kolkata",
  created_at: "2026-10-19T06:00:00Z",
};

/** What registering, signing in and refreshing answer with. */
export function signedInAs(
  profile: Partial<Profile> = {},
  intended_plan: string | null = null,
): SignedIn {
  return {
    access_token: "token-of-the-test",
    token_type: "Bearer",
    expires_in: 600,
    user: { ...MENTEE, ...profile },
    intended_plan,
  };
}

/** Until the end of the test. */
export function signIn(profile: Partial<Profile> = {}): Profile {
  const answer = signedInAs(profile);
  enter(answer);
  onTestFinished(() => act(() => leave()));
  return answer.user;
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

/** Answers by what is asked for: `{ "POST /api/auth/login": answer }`, one or several in their order. */
export function stubRoutes(routes: Record<string, Answer | Answer[]>): Request[] {
  const requests: Request[] = [];
  const asked = new Map<string, number>();
  vi.stubGlobal("fetch", async (request: Request) => {
    const key = `${request.method} ${new URL(request.url).pathname}`;
    const answers = [routes[key] ?? []].flat();
    const turn = asked.get(key) ?? 0;
    asked.set(key, turn + 1);
    requests.push(request);
    const answer = answers[Math.min(turn, answers.length - 1)];
    if (answer instanceof Error || answer === undefined) {
      throw answer ?? new Error(`No answer was prepared for ${key}`);
    }
    return (await answer).clone();
  });
  return requests;
}

/** An error of the contract. */
export function refusal(
  status: number,
  code: string,
  {
    message = code,
    fields,
    ...init
  }: { message?: string; fields?: FieldProblem[] } & ResponseInit = {},
): Response {
  return Response.json(
    { error: { code, message, request_id: "abc123", fields: fields ?? null } },
    { ...init, status },
  );
}

export function pageOf(items: unknown[], nextCursor: string | null = null): Response {
  return Response.json({ items, pagination: { limit: 100, next_cursor: nextCursor } });
}
