// Writes one HTML file per page into dist/pages, with its own title and sharing preview, so that a first visit paints
// before any script has run and unknown paths get a true 404. Also the sitemap and robots.txt, made of the same list.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { DIST, ENTRY_MODULE, PAGES, PROJECT, readManifest, staticChunks } from "./build-output.ts";

interface Page {
  path: string;
  module: string;
  listed: boolean;
  file?: string;
  alongside?: readonly string[];
}

interface PrerenderEntry {
  PLACEHOLDERS: Readonly<Record<string, string>>;
  notFoundPage: Page;
  publicPages: readonly Page[];
  shellPage: Page;
  render(path: string): Promise<string>;
}

const entry = (await import(`${PROJECT}.prerender/prerender-entry.js`)) as PrerenderEntry;
const { PLACEHOLDERS, notFoundPage, publicPages, shellPage } = entry;
const manifest = readManifest();
const template = readFileSync(`${DIST}/index.html`, "utf8");

/** publicUrl → public-url, as src/shared/lib/config.ts reads them. */
const settings = Object.entries(PLACEHOLDERS).map(
  ([name, placeholder]) =>
    `<meta name="codementee:${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}" content="${placeholder}">`,
);

/** The display face and the chunks of the page: found early they load side by side instead of one after another. */
function preloads({ module, alongside = [] }: Page): string[] {
  const modules = [module, ...alongside];
  const chunks = new Set(
    modules.flatMap((name) => staticChunks(manifest, name)).map((chunk) => chunk.file),
  );
  for (const chunk of staticChunks(manifest, ENTRY_MODULE)) {
    chunks.delete(chunk.file);
  }
  const font = Object.values(manifest)
    .flatMap((chunk) => [chunk.file, ...(chunk.assets ?? [])])
    .find((file) => file.endsWith(".woff2"));
  if (!font) {
    throw new Error("The build holds no font");
  }
  return [
    `<link rel="preload" href="/${font}" as="font" type="font/woff2" crossorigin>`,
    ...[...chunks].map((file) => `<link rel="modulepreload" crossorigin href="/${file}">`),
  ];
}

/** React writes title, meta and link elements ahead of the application's own markup; they belong into <head>. */
function splitHead(markup: string): { head: string; body: string } {
  const body = markup.search(/<(?!title|\/title|meta|link)/);
  return { head: markup.slice(0, body), body: markup.slice(body) };
}

function fill(html: string, marker: string, value: string): string {
  if (!html.includes(marker)) {
    throw new Error(`index.html has lost its marker ${marker}`);
  }
  return html.replace(marker, () => value);
}

function write(file: string, content: string): void {
  mkdirSync(dirname(`${PAGES}/${file}`), { recursive: true });
  writeFileSync(`${PAGES}/${file}`, content);
}

async function writePage(page: Page, path: string, file: string): Promise<void> {
  const { head, body } = splitHead(await entry.render(path));
  if (!head.includes("<title>") || /<title|<script|\sstyle="/.test(body)) {
    throw new Error(
      `${path}: needs a title in its head, and neither script nor style attribute in its body`,
    );
  }
  const headContent = [...settings, ...preloads(page), head].join("\n    ");
  write(file, fill(fill(template, "<!--head-->", headContent), "<!--app-->", body));
}

for (const page of publicPages) {
  const parameters = page.path.includes(":");
  if (parameters && !page.file) {
    throw new Error(
      `${page.path}: a path with parameters needs a file of its own, and a location in container/nginx.conf that serves it`,
    );
  }
  // What stands for a parameter never shows: the file holds what all its addresses have in common.
  const path = page.path.replaceAll(/:\w+/g, "any");
  await writePage(page, path, page.file ?? `${page.path}/index.html`.replace(/^\/+/, ""));
}
await writePage(notFoundPage, "/404", "404.html");
await writePage(shellPage, shellPage.path, "app.html");

const urls = publicPages
  .filter(({ listed }) => listed)
  .map(({ path }) => `  <url><loc>${PLACEHOLDERS.publicUrl}${path}</loc></url>`);
write(
  "sitemap.xml",
  `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${urls.join("\n")}
</urlset>
`,
);
write(
  "robots.txt",
  `User-agent: *\n__ROBOTS_RULE__: /\n\nSitemap: ${PLACEHOLDERS.publicUrl}/sitemap.xml\n`,
);
write(
  "config.json",
  `${JSON.stringify({ environment: PLACEHOLDERS.environment, release: PLACEHOLDERS.release })}\n`,
);

rmSync(`${DIST}/index.html`);
rmSync(`${PROJECT}.prerender`, { recursive: true });
console.log(`prerendered ${publicPages.length + 2} pages`);
