import { readFileSync } from "node:fs";

// What the suite is told about the installation it runs against.
function required(name: string): string {
  const value = process.env[name];
  if (!value) {
    throw new Error(`${name} is not set; tests/e2e/README.md lists the settings`);
  }
  return value;
}

function parseResolve(text: string): ReadonlyMap<string, string> {
  const entries = text.split(",").filter(Boolean);
  return new Map(
    entries.map((entry) => {
      const [host, address, ...rest] = entry.split("=");
      if (!host || !address || rest.length > 0) {
        throw new Error(`E2E_RESOLVE: "${entry}" is not host=address`);
      }
      return [host, address];
    }),
  );
}

/** Origin of the installation, without a trailing slash. */
export const baseUrl = new URL(required("E2E_BASE_URL")).origin;
export const isHttps = baseUrl.startsWith("https:");
/** Names that public DNS does not know, with their addresses. */
export const resolve = parseResolve(process.env.E2E_RESOLVE ?? "");
export const caFile = process.env.E2E_CA_FILE;
/** Only where the vendors are stand-ins: journeys that read mails and pay exist with it. */
export const vendorsUrl = process.env.E2E_VENDORS_URL;
/** Of the demonstration accounts (demo-mentee-1@example.com …), where the installation has them. */
export const demoPassword = process.env.E2E_DEMO_PASSWORD_FILE
  ? readFileSync(process.env.E2E_DEMO_PASSWORD_FILE, "utf8").trim()
  : undefined;
export const junitFile = process.env.E2E_JUNIT;
