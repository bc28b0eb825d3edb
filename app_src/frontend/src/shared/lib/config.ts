// Public settings of the environment. The container writes them into <meta> elements of every page when it starts, so that
// one image serves staging and production without an inline script or a request before the first paint.
export interface PublicConfig {
  environment: string;
  release: string;
  publicUrl: string;
}

// What the build leaves in the pages, to be replaced at container start (container/entrypoint).
export const PLACEHOLDERS = {
  environment: "__ENVIRONMENT__",
  release: "__RELEASE__",
  publicUrl: "__PUBLIC_URL__",
} as const satisfies PublicConfig;

function readMeta(name: string): string | undefined {
  return document.querySelector<HTMLMetaElement>(`meta[name="codementee:${name}"]`)?.content;
}

function readConfig(): PublicConfig {
  // Prerendering: the placeholders themselves go into the page.
  if (typeof document === "undefined") {
    return PLACEHOLDERS;
  }
  return {
    environment: readMeta("environment") ?? "development",
    release: readMeta("release") ?? "unreleased",
    publicUrl: readMeta("public-url") ?? window.location.origin,
  };
}

export const config: PublicConfig = readConfig();
