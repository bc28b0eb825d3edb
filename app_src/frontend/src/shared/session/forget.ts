import type { QueryClient } from "@tanstack/react-query";
import { getSession, subscribe } from "./store";

/** What one person loaded must not be shown to the next one at the same browser. */
export function forgetOnChangeOfPerson(queryClient: QueryClient): void {
  let previous: string | undefined;
  subscribe(() => {
    const session = getSession();
    const current = session.status === "signed-in" ? session.user.id : undefined;
    if (previous !== undefined && previous !== current) {
      queryClient.clear();
    }
    previous = current;
  });
}
