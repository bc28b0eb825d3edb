import { useQueryClient } from "@tanstack/react-query";

/** Asks again for everything on the page that failed: what only names things has no button of its own. */
export function useRetry(): () => Promise<void> {
  const client = useQueryClient();
  return () =>
    client.refetchQueries({ type: "active", predicate: ({ state }) => state.status === "error" });
}
