import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { developmentSettings } from "./scripts/development-settings-plugin.ts";
import { firstPaint } from "./scripts/first-paint-plugin.ts";

// What every public page needs, and little else.
const PUBLIC_PARTS = [
  "ui/(button|skeleton|query-section|failure-notice|notice|section|page-meta|page-header|brand-mark)",
  "lib/(format|config|theme|policy|use-delayed|use-hydrated|use-online|until|time)",
  "api/(client|errors|pages|catalogue|query-client|use-retry)",
  "session/(store|refresh|use-session)",
];
const ICON_BASE = "lucide-react/dist/esm/(Icon|createLucideIcon|defaultAttributes|shared|context)";
const PUBLIC_MODULES = new RegExp(`${ICON_BASE}|src/shared/(${PUBLIC_PARTS.join("|")})\\.tsx?$`);

export default defineConfig({
  plugins: [react(), tailwindcss(), firstPaint(), developmentSettings()],
  resolve: {
    alias: {
      "@": fileURLToPath(new URL("./src", import.meta.url)),
      "@tests": fileURLToPath(new URL("./tests", import.meta.url)),
    },
  },
  build: {
    // light-dark() and every syntax we write exist in these: nothing has to be transpiled.
    target: ["chrome123", "edge123", "firefox120", "safari17.5"],
    manifest: true,
    // The content security policy allows no data: fonts and scripts; a file of its own is cached longer anyway.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // A file costs a visitor about a kilobyte however little is in it: what public pages share travels together.
        codeSplitting: {
          groups: [{ name: "public", test: PUBLIC_MODULES, minShareCount: 2 }],
        },
      },
    },
    reportCompressedSize: false,
  },
  server: {
    proxy: { "/api": process.env.CODEMENTEE_API_URL ?? "http://127.0.0.1:8000" },
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          environment: "jsdom",
          include: ["src/**/*.test.{ts,tsx}"],
          setupFiles: ["tests/setup.ts"],
          testTimeout: 40_000,
          restoreMocks: true,
          unstubGlobals: true,
        },
      },
      {
        extends: true,
        test: {
          name: "architecture",
          environment: "node",
          include: ["tests/architecture/**/*.test.ts"],
        },
      },
      {
        extends: true,
        test: { name: "bundle", environment: "node", include: ["tests/bundle/**/*.test.ts"] },
      },
    ],
  },
});
