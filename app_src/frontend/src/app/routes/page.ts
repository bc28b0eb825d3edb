import type { ReactNode } from "react";
import type { RouteObject } from "react-router";

/** One page of the application: a chunk of its own, loaded when it is opened. */
export interface Page {
  path: string;
  load: () => Promise<{ Component: () => ReactNode }>;
}

/** A page with a file of its own, prerendered at build time (scripts/prerender.ts). */
export interface PrerenderedPage extends Page {
  /** From the project root: names the page's chunk in the build manifest, for preloading and the size budget. */
  module: string;
  /** Whether search engines should list it. */
  listed: boolean;
  /** For a path with parameters: the one file behind all its addresses, served by a location in container/nginx.conf. */
  file?: string;
  /** Further modules that the page loads at once, for preloading. */
  alongside?: readonly string[];
}

export const toRoutes = (pages: readonly Page[]): RouteObject[] =>
  pages.map(({ path, load }) => ({ path, lazy: load }));
