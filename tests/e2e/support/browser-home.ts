import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/**
 * A home directory for the browser whose certificate store trusts the roots in `caFile`: the browser verifies the
 * installation's certificates as any visitor's does, and the machine's own trust stays as it is.
 */
export function createBrowserHome(caFile: string | undefined): string {
  const home = mkdtempSync(join(tmpdir(), "codementee-e2e-home-"));
  // Whoever made it closes the browser before it ends itself.
  process.on("exit", () => rmSync(home, { recursive: true, force: true }));
  if (!caFile) {
    return home;
  }
  const store = join(home, ".pki", "nssdb");
  mkdirSync(store, { recursive: true });
  execFileSync("certutil", ["-d", `sql:${store}`, "-N", "--empty-password"]);
  const roots = readFileSync(caFile, "utf8").match(CERTIFICATE) ?? [];
  if (roots.length === 0) {
    throw new Error(`E2E_CA_FILE: ${caFile} holds no PEM certificate`);
  }
  for (const [index, root] of roots.entries()) {
    const file = join(home, `root-${index}.pem`);
    writeFileSync(file, root);
    execFileSync("certutil", [
      "-d",
      `sql:${store}`,
      "-A",
      "-t",
      "C,,",
      "-n",
      `root-${index}`,
      "-i",
      file,
    ]);
  }
  return home;
}
