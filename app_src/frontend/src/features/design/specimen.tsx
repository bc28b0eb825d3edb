import type { ReactNode } from "react";
import type { Entry } from "./entry";

const SCHEMES = [
  { scheme: "scheme-light", name: "Light" },
  { scheme: "scheme-dark", name: "Dark" },
] as const;

/** The same thing in both themes, whatever the page's own is. */
export function InBothThemes({ children, wide = false }: { children: ReactNode; wide?: boolean }) {
  return (
    <div className={`grid gap-4 *:min-w-0 ${wide ? "" : "lg:grid-cols-2"}`}>
      {SCHEMES.map(({ scheme, name }) => (
        <figure
          key={name}
          aria-label={name}
          className={`${scheme} rounded-card border border-line bg-canvas p-5 text-ink`}
        >
          {children}
        </figure>
      ))}
    </div>
  );
}

export function Specimen({ entry: { names, when, sample, wide = false } }: { entry: Entry }) {
  return (
    <article className="border-line border-t py-8">
      <h3 className="font-mono font-semibold text-lg">
        {names.map((name) => `<${name}>`).join(" ")}
      </h3>
      <p className="mt-1 mb-4 max-w-3xl text-ink-muted">{when}</p>
      {sample === undefined ? null : <InBothThemes wide={wide}>{sample}</InBothThemes>}
    </article>
  );
}
