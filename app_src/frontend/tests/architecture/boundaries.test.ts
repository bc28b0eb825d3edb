import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PROJECT } from "../../scripts/build-output";

const FORBIDDEN = [
  ["src/shared/ui", "@/features/plans/queries"],
  ["src/shared/ui", "@/app/routes"],
  ["src/shared/ui", "../../features/plans/queries"],
  ["src/features/plans", "@/features/companies/queries"],
  ["src/features/plans", "../companies/queries"],
  ["src/features/plans", "@/app/routes"],
] as const;
const ALLOWED = [
  ["src/app/pages", "@/features/plans/queries"],
  ["src/features/plans", "@/shared/lib/format"],
  ["src/features/plans", "./queries"],
  ["src/shared/ui", "@/shared/lib/format"],
] as const;

const fileOf = (folder: string, source: string) =>
  `${folder}/${source.replaceAll(/[^a-z]+/g, "-").replace(/^-/, "")}.ts`;

let project: string;
let reports: string;

// One run of the linter, with the project's rules, over a file for each case.
beforeAll(async () => {
  project = mkdtempSync(join(tmpdir(), "boundaries-"));
  cpSync(`${PROJECT}biome.json`, join(project, "biome.json"));
  for (const [folder, source] of [...FORBIDDEN, ...ALLOWED]) {
    const file = join(project, fileOf(folder, source));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `import { thing } from "${source}";\n\nexport const copy = thing;\n`);
  }
  const linter = promisify(execFile)(
    `${PROJECT}node_modules/.bin/biome`,
    ["lint", "--reporter=github", "--max-diagnostics=none", "--only=style/noRestrictedImports"],
    { cwd: project },
  );
  // It exits non-zero, as it should: there are findings.
  reports = await linter.then(
    ({ stdout }) => stdout,
    (failure: { stdout: string }) => failure.stdout,
  );
});

afterAll(() => rmSync(project, { recursive: true }));

test.each(FORBIDDEN)("%s may not import %s", (folder, source) => {
  expect(reports).toContain(fileOf(folder, source));
});

test.each(ALLOWED)("%s may import %s", (folder, source) => {
  expect(reports).not.toContain(fileOf(folder, source));
});
