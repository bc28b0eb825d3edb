import { callApi } from "@/shared/api/client";
import { logout } from "@/shared/api/generated/sdk.gen";
import { leave } from "./store";

/**
 * Ends the session at the API first: a sign-out that only looks like one would leave it open on a shared computer.
 * Then one is on the start page; the page one was on would ask to log in again.
 */
export async function signOut(): Promise<void> {
  await callApi((call) => logout(call));
  leave("/");
}
