// What a visitor downloads, measured on the build in dist (npm run build comes first).
import { existsSync, globSync, readFileSync } from "node:fs";
import { brotliDecompressSync, gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import {
  DIST,
  ENTRY_MODULE,
  PAGES,
  PROJECT,
  readManifest,
  staticChunks,
} from "../../scripts/build-output";
import { notFoundPage, publicPages, shellPage } from "../../src/app/routes/public";

const INITIAL_SCRIPT_BUDGET = 150 * 1024;
// Forms, dialogs and charts come on top, for people who come back and have most of it already.
const SIGNED_IN_SCRIPT_BUDGET = 256 * 1024;
const PAGES_FOLDER = "src/app/pages/";

const manifest = readManifest();
const files = (pattern: string) =>
  globSync(pattern, { cwd: DIST, exclude: ["pages/**", ".vite/**"] });
const read = (name: string) => readFileSync(`${DIST}/${name}`);

/** What the browser fetches, compressed, before the modules run. */
function scriptBytes(...modules: string[]): number {
  const chunks = modules.flatMap((module) => staticChunks(manifest, module));
  return [...new Set(chunks.map((chunk) => chunk.file))].reduce(
    (sum, name) => sum + gzipSync(read(name), { level: 9 }).length,
    0,
  );
}

const publicModules = [...publicPages, notFoundPage].map(({ module }) => module);
// Every page is loaded by its route: what is no public page is one of the signed-in ones.
const signedInModules = Object.keys(manifest).filter(
  (module) =>
    module.startsWith(PAGES_FOLDER) &&
    manifest[module]?.isDynamicEntry &&
    !publicModules.includes(module),
);

describe.each(publicModules)("%s", (module) => {
  test("is a chunk of its own", () => {
    expect(manifest[module]?.isDynamicEntry).toBe(true);
  });

  test("needs at most 150 KiB of compressed script before it works", () => {
    expect(scriptBytes(ENTRY_MODULE, module)).toBeLessThanOrEqual(INITIAL_SCRIPT_BUDGET);
  });
});

test("there are signed-in pages", () => {
  expect(signedInModules).toContain("src/app/pages/account/profile.tsx");
});

test.each(signedInModules)("%s and its frame need at most 256 KiB of script", (module) => {
  const size = scriptBytes(ENTRY_MODULE, shellPage.module, module);
  expect(size).toBeLessThanOrEqual(SIGNED_IN_SCRIPT_BUDGET);
});

test("the sitemap names the listed pages and no other", () => {
  const sitemap = readFileSync(`${PAGES}/sitemap.xml`, "utf8");
  const paths = [...sitemap.matchAll(/<loc>__PUBLIC_URL__(.*?)<\/loc>/g)].map(([, path]) => path);
  expect(paths).toEqual(publicPages.filter(({ listed }) => listed).map(({ path }) => path));
});

test("a file that stands for many addresses is served by a location, and by its own name to nobody", () => {
  const configuration = readFileSync(`${PROJECT}container/nginx.conf`, "utf8");
  for (const file of [...publicPages.flatMap(({ file }) => file ?? []), "app.html"]) {
    expect(configuration).toContain(`try_files /${file} =404;`);
    const hidden = /location ~ (\S+\.html\$) \{\s+return 404;/.exec(configuration)?.[1] ?? "";
    expect(`/${file}`).toMatch(new RegExp(hidden));
  }
});

test("everything in assets is named by its content", () => {
  const names = files("assets/*").filter((name) => !/\.(gz|br)$/.test(name));
  expect(names.length).toBeGreaterThan(5);
  expect(names.filter((name) => !/-[\w-]{8}\.\w+$/.test(name))).toEqual([]);
});

test("text files have compressed copies that unpack to the same bytes", () => {
  const names = files("assets/*.{js,css}");
  expect(names.length).toBeGreaterThan(5);
  for (const name of names) {
    expect(gunzipSync(read(`${name}.gz`)).equals(read(name))).toBe(true);
    expect(brotliDecompressSync(read(`${name}.br`)).equals(read(name))).toBe(true);
  }
  expect(existsSync(`${DIST}/social-card.png.gz`)).toBe(false);
});

const pages = globSync("**/*.html", { cwd: PAGES });

test("every public page has a file", () => {
  expect(pages).toHaveLength(publicPages.length + 2);
});

describe.each(pages)("page %s", (name) => {
  const html = readFileSync(`${PAGES}/${name}`, "utf8");

  test("holds nothing the content security policy refuses", () => {
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)/);
    expect(html).not.toMatch(/<style|\sstyle="|\son\w+="|javascript:/);
    expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  });

  test("names one title and one heading, and the settings to be filled in", () => {
    expect(html.match(/<title>/g)).toHaveLength(1);
    expect(html.match(/<h1/g)).toHaveLength(1);
    for (const placeholder of [
      "ENVIRONMENT",
      "RELEASE",
      "PUBLIC_URL",
      "CHECKOUT_URL",
      "FEATURES_OFF",
      "OPERATOR_NAME",
    ]) {
      expect(html).toContain(`content="__${placeholder}__"`);
    }
  });
});

test("styles and scripts load nothing from elsewhere", () => {
  for (const name of files("assets/*.css")) {
    expect(read(name).toString()).not.toMatch(/url\(\s*["']?(?:https?:|data:|\/\/)/);
  }
});
