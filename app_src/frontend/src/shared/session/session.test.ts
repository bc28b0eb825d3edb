import { refusal, signedInAs, stubRoutes } from "@tests/support";
import { afterEach, expect, test, vi } from "vitest";
import { callApi } from "@/shared/api/client";
import { hasCode } from "@/shared/api/errors";
import { getProfile, listPricingPlans } from "@/shared/api/generated/sdk.gen";
import { restoreSession } from "./refresh";
import { signOut } from "./sign-out";
import { enter, followOtherTabs, getSession, leave, mayHaveSession } from "./store";

const REFRESH = "POST /api/auth/refresh";
const PROFILE = "GET /api/account/profile";
const HINT = "codementee.signed-in";

const renewed = () => Response.json({ ...signedInAs(), access_token: "renewed" });
const profile = () => Response.json(signedInAs().user);
const sent = (requests: Request[]) =>
  requests.map((request) => [new URL(request.url).pathname, request.headers.get("Authorization")]);
const read = () => callApi((call) => getProfile(call));

afterEach(() => leave());

test("a visitor who never signed in is not asked about", async () => {
  const requests = stubRoutes({});
  await restoreSession();
  expect(requests).toHaveLength(0);
  expect(getSession()).toEqual({ status: "anonymous" });
});

test("a reload brings the session back, and requests carry its token", async () => {
  localStorage.setItem(HINT, "1");
  const requests = stubRoutes({ [REFRESH]: renewed(), [PROFILE]: profile() });
  await restoreSession();
  expect(getSession()).toMatchObject({ status: "signed-in", user: { name: "Asha Rao" } });
  await read();
  expect(sent(requests)).toEqual([
    ["/api/auth/refresh", null],
    ["/api/account/profile", "Bearer renewed"],
  ]);
});

test("a session that has ended leaves a visitor, who is not asked about again", async () => {
  localStorage.setItem(HINT, "1");
  stubRoutes({ [REFRESH]: refusal(401, "session_ended") });
  await restoreSession();
  expect(getSession().status).toBe("anonymous");
  expect(mayHaveSession()).toBe(false);
});

test("an outage at the start decides nothing", async () => {
  vi.resetModules();
  const fresh = await import("./refresh");
  const store = await import("./store");
  localStorage.setItem(HINT, "1");
  stubRoutes({ [REFRESH]: [refusal(503, "database_unavailable"), renewed()] });
  await fresh.restoreSession();
  expect(store.getSession()).toMatchObject({ status: "unknown", failure: { status: 503 } });
  expect(store.mayHaveSession()).toBe(true);
  await fresh.restoreSession();
  expect(store.getSession().status).toBe("signed-in");
});

test("a token about to expire is renewed once for all requests that wait for it", async () => {
  enter({ ...signedInAs(), expires_in: 10 });
  const requests = stubRoutes({ [REFRESH]: renewed(), [PROFILE]: profile() });
  await Promise.all([read(), read()]);
  expect(sent(requests)).toEqual([
    ["/api/auth/refresh", null],
    ["/api/account/profile", "Bearer renewed"],
    ["/api/account/profile", "Bearer renewed"],
  ]);
});

test("a token that is refused is renewed and the request sent again, its body too", async () => {
  enter(signedInAs());
  const requests = stubRoutes({
    [REFRESH]: renewed(),
    [PROFILE]: [refusal(401, "token_expired"), profile()],
  });
  await read();
  expect(sent(requests)).toEqual([
    ["/api/account/profile", "Bearer token-of-the-test"],
    ["/api/auth/refresh", null],
    ["/api/account/profile", "Bearer renewed"],
  ]);
});

test("a renewal that fails for a fault of ours is that fault, and signs nobody out", async () => {
  enter({ ...signedInAs(), expires_in: 10 });
  stubRoutes({ [REFRESH]: refusal(503, "database_unavailable") });
  const failure = await read().catch((error: unknown) => error);
  expect(hasCode(failure, "database_unavailable")).toBe(true);
  expect(getSession().status).toBe("signed-in");
});

test("visitors' requests carry no token", async () => {
  const requests = stubRoutes({
    "GET /api/pricing-plans": Response.json({ items: [], pagination: { next_cursor: null } }),
  });
  await callApi((call) => listPricingPlans(call));
  expect(sent(requests)).toEqual([["/api/pricing-plans", null]]);
});

test("signing out ends the session at the API before it is forgotten here", async () => {
  enter(signedInAs());
  stubRoutes({ "POST /api/auth/logout": new TypeError("Failed to fetch") });
  await expect(signOut()).rejects.toMatchObject({ failure: "unreachable" });
  expect(getSession().status).toBe("signed-in");
  stubRoutes({ "POST /api/auth/logout": new Response(null, { status: 204 }) });
  await signOut();
  expect(getSession()).toEqual({ status: "anonymous", goTo: "/" });
  expect(localStorage.getItem(HINT)).toBeNull();
});

test("signing out in another tab signs this one out", async () => {
  enter(signedInAs());
  followOtherTabs(() => {});
  const otherTab = new BroadcastChannel("codementee.session");
  otherTab.postMessage("left");
  await vi.waitFor(() => expect(getSession()).toEqual({ status: "anonymous" }));
  otherTab.close();
});
