import { renderToString } from "react-dom/server";
import { createStaticHandler, createStaticRouter, StaticRouterProvider } from "react-router";
import { createQueryClient } from "@/shared/api/query-client";
import { App } from "./app";
import { routes } from "./routes";

export { PLACEHOLDERS } from "@/shared/lib/config";
export { notFoundPage, publicPages, shellPage } from "./routes/public";

/** The markup of one path. Queries stay pending here: lists are live, so a page's file holds their skeletons. */
export async function render(path: string): Promise<string> {
  const handler = createStaticHandler(routes);
  const context = await handler.query(new Request(new URL(path, "http://prerender.invalid")));
  if (context instanceof Response) {
    throw new Error(`${path} answered with a redirect instead of a page`);
  }
  return renderToString(
    <App queryClient={createQueryClient()}>
      <StaticRouterProvider
        router={createStaticRouter(handler.dataRoutes, context)}
        context={context}
        hydrate={false}
      />
    </App>,
  );
}
