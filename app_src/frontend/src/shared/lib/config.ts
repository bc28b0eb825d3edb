// Public settings of the environment. The container writes them into <meta> elements of every page when it starts, so that
// one image serves staging and production without an inline script or a request before the first paint.
export interface PublicConfig {
  environment: string;
  release: string;
  publicUrl: string;
  /** Where the payment service's checkout script is; loaded when somebody pays, not before. */
  checkoutUrl: string;
  /** What operators have switched off, separated by commas; usually nothing. */
  featuresOff: string;
  /** Who runs this installation, as the policies name them. */
  operatorName: string;
  operatorAddress: string;
  operatorEmail: string;
}

// What the build leaves in the pages, to be replaced at container start (container/entrypoint).
export const PLACEHOLDERS = {
  environment: "__ENVIRONMENT__",
  release: "__RELEASE__",
  publicUrl: "__PUBLIC_URL__",
  checkoutUrl: "__CHECKOUT_URL__",
  featuresOff: "__FEATURES_OFF__",
  operatorName: "__OPERATOR_NAME__",
  operatorAddress: "__OPERATOR_ADDRESS__",
  operatorEmail: "__OPERATOR_EMAIL__",
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
    checkoutUrl: readMeta("checkout-url") ?? "https://checkout.razorpay.com/v1/checkout.js",
    featuresOff: readMeta("features-off") ?? "",
    operatorName: readMeta("operator-name") ?? "Codementee (development)",
    operatorAddress: readMeta("operator-address") ?? "not given",
    operatorEmail: readMeta("operator-email") ?? "the address our mails come from",
  };
}

export const config: PublicConfig = readConfig();

/** What can be switched off; the API refuses it then (`feature_off`), and pages say so instead of offering it. */
export type Feature = "registration" | "orders" | "waitlist";

export const isOff = (feature: Feature): boolean => config.featuresOff.split(",").includes(feature);

/** The path this document was loaded from: its security policy holds until the next load, wherever one goes meanwhile. */
export const documentPath = typeof window === "undefined" ? "" : window.location.pathname;
