// What the frontend can change at the API, read from its source: an action without an entry here is a gap.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

const SOURCE = join(import.meta.dirname, "../../../app_src/frontend/src");
const CLIENT = "shared/api/generated/sdk.gen.ts";
export interface Operation {
  method: string;
  /** Whether a path is one of its addresses. */
  fits: (path: string) => boolean;
}

/** By name, every operation of the generated client that changes something. */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map(
  readFileSync(join(SOURCE, CLIENT), "utf8")
    .split(/^export const /m)
    .slice(1)
    .map((declared) => ({
      name: /^\w+/.exec(declared)?.[0] ?? "",
      method: /\.(get|post|put|patch|delete)</.exec(declared)?.[1] ?? "",
      url: /\burl: '([^']+)'/.exec(declared)?.[1] ?? "",
    }))
    .filter(({ method }) => method !== "get")
    .map(({ name, method, url }) => {
      const address = new RegExp(`^${url.replaceAll(/\{\w+\}/g, "[^/]+")}$`);
      return [name, { method: method.toUpperCase(), fits: (path) => address.test(path) }];
    }),
);

/** Names of the operations that the application calls. */
export function calledOperations(): string[] {
  const sources = globSync("**/*.{ts,tsx}", { cwd: SOURCE })
    .filter((file) => !file.includes("/generated/") && !file.includes(".test."))
    .map((file) => readFileSync(join(SOURCE, file), "utf8"))
    .filter((source) => source.includes("generated/sdk.gen"));
  return [...OPERATIONS.keys()].filter((name) =>
    sources.some((source) => new RegExp(`\\b${name}\\(`).test(source)),
  );
}
