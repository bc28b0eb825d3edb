// What a visitor downloads, measured on the build in dist (npm run build comes first).
import { existsSync, globSync, readFileSync } from "node:fs";
import { brotliDecompressSync, gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { DIST, ENTRY_MODULE, PAGES, readManifest, staticChunks } from "../../scripts/build-output";

const INITIAL_SCRIPT_BUDGET = 150 * 1024;
const PAGE_MODULES = [
  "src/app/pages/landing.tsx",
  "src/app/pages/pricing.tsx",
  "src/app/pages/companies.tsx",
  "src/app/pages/not-found.tsx",
];

const manifest = readManifest();
const files = (pattern: string) =>
  globSync(pattern, { cwd: DIST, exclude: ["pages/**", ".vite/**"] });
const read = (name: string) => readFileSync(`${DIST}/${name}`);

describe.each(PAGE_MODULES)("%s", (module) => {
  test("is a chunk of its own", () => {
    expect(manifest[module]?.isDynamicEntry).toBe(true);
  });

  test("needs at most 150 KiB of compressed script before it works", () => {
    const scripts = new Set(
      [ENTRY_MODULE, module]
        .flatMap((name) => staticChunks(manifest, name))
        .map((chunk) => chunk.file),
    );
    const size = [...scripts].reduce(
      (sum, name) => sum + gzipSync(read(name), { level: 9 }).length,
      0,
    );
    expect(size).toBeLessThanOrEqual(INITIAL_SCRIPT_BUDGET);
  });
});

test("everything in assets is named by its content", () => {
  const names = files("assets/*").filter((name) => !/\.(gz|br)$/.test(name));
  expect(names.length).toBeGreaterThan(5);
  expect(names.filter((name) => !/-[\w-]{8}\.\w+$/.test(name))).toEqual([]);
});

test("text files have compressed copies that unpack to the same bytes", () => {
  const names = files("assets/*.{js,css}").filter((name) => read(name).length > 200);
  for (const name of names) {
    expect(gunzipSync(read(`${name}.gz`)).equals(read(name))).toBe(true);
    expect(brotliDecompressSync(read(`${name}.br`)).equals(read(name))).toBe(true);
  }
  expect(existsSync(`${DIST}/social-card.png.gz`)).toBe(false);
});

describe.each(["index.html", "pricing/index.html", "companies/index.html", "404.html"])(
  "page %s",
  (name) => {
    const html = readFileSync(`${PAGES}/${name}`, "utf8");

    test("holds nothing the content security policy refuses", () => {
      expect(html).not.toMatch(/<script(?![^>]*\ssrc=)/);
      expect(html).not.toMatch(/<style|\sstyle="|\son\w+="|javascript:/);
      expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    });

    test("names one title and one heading, and the settings to be filled in", () => {
      expect(html.match(/<title>/g)).toHaveLength(1);
      expect(html.match(/<h1/g)).toHaveLength(1);
      for (const placeholder of ["__ENVIRONMENT__", "__RELEASE__", "__PUBLIC_URL__"]) {
        expect(html).toContain(`content="${placeholder}"`);
      }
    });
  },
);

test("styles and scripts load nothing from elsewhere", () => {
  for (const name of files("assets/*.css")) {
    expect(read(name).toString()).not.toMatch(/url\(\s*["']?(?:https?:|data:|\/\/)/);
  }
});
