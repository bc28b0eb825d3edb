import { useSyncExternalStore } from "react";

const never = () => () => {};

/**
 * False while the prerendered file is taken over, then true. What the address or the device decides (query, fragment,
 * time zone) must wait for it: the file is the same for everybody.
 */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
