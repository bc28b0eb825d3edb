import { defineConfig } from "@hey-api/openapi-ts";

// The backend's OpenAPI document is the contract; the generated client is committed, so that the image builds
// without the backend's sources, and compared with a fresh generation by run-checks.
export default defineConfig({
  input: process.env.OPENAPI_DOCUMENT ?? "../backend/openapi.json",
  output: { path: process.env.OPENAPI_OUTPUT ?? "src/shared/api/generated", clean: true },
  plugins: ["@hey-api/client-fetch", "@hey-api/typescript", "@hey-api/sdk"],
});
