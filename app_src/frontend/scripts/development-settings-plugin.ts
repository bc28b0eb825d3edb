import type { Plugin } from "vite";

/** What container/entrypoint writes into the pages, for the development server; without a value the default applies. */
export function developmentSettings(): Plugin {
  const checkoutUrl = process.env.CODEMENTEE_CHECKOUT_URL;
  return {
    name: "codementee:development-settings",
    apply: "serve",
    transformIndexHtml: () =>
      checkoutUrl
        ? [{ tag: "meta", attrs: { name: "codementee:checkout-url", content: checkoutUrl } }]
        : [],
  };
}
