// A .gz and a .br beside every text file that is served as it is: compressed once, at the highest level, instead of at
// every request at a low one; also where that gains nothing, so that text has a coding everywhere. Pages are compressed
// when the container starts, after their placeholders are filled.
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { DIST } from "./build-output.ts";

let before = 0;
let after = 0;
for (const name of globSync("**/*.{js,css,svg,json,txt,xml,webmanifest}", {
  cwd: DIST,
  exclude: ["pages/**", ".vite/**"],
})) {
  const content = readFileSync(`${DIST}/${name}`);
  const brotli = brotliCompressSync(content, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    },
  });
  writeFileSync(`${DIST}/${name}.gz`, gzipSync(content, { level: 9 }));
  writeFileSync(`${DIST}/${name}.br`, brotli);
  before += content.length;
  after += brotli.length;
}
console.log(`precompressed ${before} bytes to ${after} (brotli)`);
