// Development only: the frontend's image behind a stand-in for the edge and the API, for work without a sandbox.
// usage: node support/preview.ts ORIGIN_OF_THE_CONTAINER PORT
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { FIXTURES } from "./preview-fixtures.ts";

const [origin, port] = process.argv.slice(2);
if (!origin || !port) {
  throw new Error("usage: node support/preview.ts ORIGIN_OF_THE_CONTAINER PORT");
}

// As the edge sends it; what the policy forbids must fail here already.
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

function answerFromFixtures(path: string, response: ServerResponse): void {
  const fixture = FIXTURES[path];
  response.writeHead(fixture ? 200 : 404, { "Content-Type": "application/json" });
  response.end(
    JSON.stringify(fixture ?? { error: { code: "not_found", message: "No such path" } }),
  );
}

function passOn(incoming: IncomingMessage, response: ServerResponse): void {
  const onward = request(
    new URL(incoming.url ?? "/", origin),
    { method: incoming.method ?? "GET", headers: incoming.headers },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, {
        ...answer.headers,
        "content-security-policy": POLICY,
      });
      answer.pipe(response);
    },
  );
  onward.on("error", () => response.writeHead(502).end());
  incoming.pipe(onward);
}

createServer((incoming, response) => {
  const { pathname } = new URL(incoming.url ?? "/", "http://preview.invalid");
  if (pathname.startsWith("/api/")) {
    answerFromFixtures(pathname, response);
  } else {
    passOn(incoming, response);
  }
}).listen(Number(port), "127.0.0.1");
