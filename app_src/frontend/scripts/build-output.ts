import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Manifest, ManifestChunk } from "vite";

export const PROJECT = fileURLToPath(new URL("..", import.meta.url));
export const DIST = `${PROJECT}dist`;
/** Pages with placeholders, completed by container/entrypoint; everything else in dist is served as it is. */
export const PAGES = `${DIST}/pages`;
export const ENTRY_MODULE = "index.html";

export function readManifest(): Manifest {
  return JSON.parse(readFileSync(`${DIST}/.vite/manifest.json`, "utf8")) as Manifest;
}

/** The chunk of a module and every chunk it imports statically: what the browser must fetch before the module runs. */
export function staticChunks(manifest: Manifest, module: string): ManifestChunk[] {
  const found = new Map<string, ManifestChunk>();
  const visit = (key: string) => {
    const chunk = manifest[key];
    if (!chunk) {
      throw new Error(`The build has no chunk for ${key}`);
    }
    if (!found.has(key)) {
      found.set(key, chunk);
      chunk.imports?.forEach(visit);
    }
  };
  visit(module);
  return [...found.values()];
}
