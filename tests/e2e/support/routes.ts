// The frontend's route table, read from its source: what it has and a list here lacks is a gap.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const TABLES = join(import.meta.dirname, "../../../app_src/frontend/src/app/routes");

function pathsIn(file: string): string[] {
  const source = readFileSync(join(TABLES, file), "utf8");
  const paths = [...source.matchAll(/\bpath: "([^"]+)"/g)].map(([, path]) => path ?? "");
  const pages = source.match(/\bload: \(\) =>/g) ?? [];
  if (paths.length !== pages.length) {
    throw new Error(`${file}: ${pages.length} pages, but ${paths.length} paths can be read`);
  }
  return paths;
}

/** Every path of a page, with its parameters: "/mentee/bookings/:bookingId"; "*" is the page for all others. */
export function routeTable(): readonly string[] {
  return readdirSync(TABLES)
    .filter((file) => file !== "page.ts")
    .flatMap(pathsIn);
}

const steps = (path: string) => path.split("/");

function fits(route: string, path: string): boolean {
  const [wanted, given] = [steps(route), steps(path)];
  return (
    wanted.length === given.length &&
    wanted.every((step, index) => step.startsWith(":") || step === given[index])
  );
}

/** The route that shows a path: of several the one with the fewest parameters. */
export function routeOf(path: string, table: readonly string[]): string {
  const parameters = (route: string) => route.split(":").length;
  const found = table.filter((route) => fits(route, path));
  return found.toSorted((one, other) => parameters(one) - parameters(other))[0] ?? "*";
}
