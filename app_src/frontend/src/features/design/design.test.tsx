import { readFileSync } from "node:fs";
import { screen } from "@testing-library/react";
import { renderPage } from "@tests/support";
import { expect, test } from "vitest";
import { Design, GROUPS } from "./design";
import { COLOURS } from "./tokens";

const styles = readFileSync("src/shared/styles/index.css", "utf8");
const SOURCES = import.meta.glob<string>("/src/shared/{ui,forms,charts}/*.tsx", {
  query: "?raw",
  import: "default",
  eager: true,
});
/** Parts of one component that nothing else uses. */
const INNER = new Set(["Plot", "Figures", "Viewport"]);

function exported(): string[] {
  return Object.entries(SOURCES)
    .filter(([file]) => !file.endsWith(".test.tsx"))
    .flatMap(([, source]) => [
      ...source.matchAll(/^export (?:default )?(?:function|const) ([A-Z][a-z]\w*)/gm),
    ])
    .map(([, name = ""]) => name)
    .filter((name) => !INNER.has(name));
}

test("every shared component is described, and nothing that does not exist", () => {
  const described = GROUPS.flatMap(({ entries }) => entries.flatMap(({ names }) => names));
  expect(described.toSorted()).toEqual(exported().toSorted());
});

test("every colour of the theme has a swatch and a use", () => {
  const names = [...styles.matchAll(/--color-([a-z0-9-]+): var\(/g)].map(([, name]) => name);
  expect(COLOURS.map(({ name }) => name).toSorted()).toEqual(names.toSorted());
});

test("each is drawn in both themes", async () => {
  renderPage(<Design />);
  const light = await screen.findAllByRole("figure", { name: "Light" });
  expect(light).toHaveLength(screen.getAllByRole("figure", { name: "Dark" }).length);
  expect(light.length).toBeGreaterThan(25);
});
