import { readFileSync } from "node:fs";
import { minifySync, type Plugin } from "vite";

const SOURCE = new URL("./first-paint.js", import.meta.url);
const ASSET_NAME = "first-paint.js";
const DEVELOPMENT_PATH = "/first-paint.js";

/**
 * Puts the first-paint script into <head> as a blocking file of its own: a module would run after the first paint (a flash of the
 * wrong theme), and the content security policy allows no inline script.
 */
export function firstPaint(): Plugin {
  let building = false;
  return {
    name: "codementee:first-paint",
    configResolved(config) {
      building = config.command === "build" && !config.build.ssr;
    },
    configureServer(server) {
      server.middlewares.use(DEVELOPMENT_PATH, (_request, response) => {
        response.setHeader("Content-Type", "text/javascript");
        response.end(readFileSync(SOURCE));
      });
    },
    buildStart() {
      if (!building) {
        return;
      }
      this.emitFile({
        type: "asset",
        name: ASSET_NAME,
        source: minifySync(ASSET_NAME, readFileSync(SOURCE, "utf8")).code,
      });
    },
    transformIndexHtml: {
      order: "post",
      handler(_html, { bundle }) {
        const built = Object.values(bundle ?? {}).find(
          (file) => file.type === "asset" && file.names.includes(ASSET_NAME),
        );
        const src = built ? `/${built.fileName}` : DEVELOPMENT_PATH;
        return [{ tag: "script", attrs: { src }, injectTo: "head-prepend" }];
      },
    },
  };
}
