import type { ReactNode } from "react";

/** One component, or a few that belong together, as the design page shows them. */
export interface Entry {
  /** As they are exported. */
  names: readonly string[];
  /** When to use it, and when something else. */
  when: string;
  /** Its variants; left out where it cannot stand in a panel. */
  sample?: ReactNode;
  /** Needs the whole width: light and dark stand below each other. */
  wide?: boolean;
}

export interface Group {
  id: string;
  title: string;
  entries: readonly Entry[];
}
