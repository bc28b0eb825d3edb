import { createElement, type ReactNode, useMemo } from "react";

// What a document is made of, and how it looks on our paper. Anything else in it is shown as the text it holds.
const LOOKS: Readonly<Record<string, string>> = {
  header: "flex flex-wrap justify-between gap-6 border-ink border-b-2 pb-6",
  section: "my-6 grid gap-6 sm:grid-cols-2",
  div: "",
  h1: "mb-1 font-bold font-display text-2xl",
  h2: "mb-1 font-semibold text-ink-muted text-sm uppercase tracking-wider",
  p: "break-words",
  span: "",
  table: "w-full border-collapse tabular-nums",
  caption: "pb-2 text-left text-ink-muted text-sm",
  thead: "text-ink-muted text-sm",
  tbody: "",
  tfoot:
    "[&>tr:last-child>*]:border-ink [&>tr:last-child>*]:border-b-2 [&>tr:last-child>*]:font-bold",
  tr: "break-inside-avoid",
  th: "border-line border-b px-1.5 py-2.5 text-left align-top font-medium first:pl-0 last:pr-0",
  td: "border-line border-b px-1.5 py-2.5 align-top first:pl-0 last:pr-0",
  footer: "mt-6 grid gap-1 text-ink-muted text-sm",
};
const CLASSES: Readonly<Record<string, string>> = {
  strong: "font-semibold",
  seller: "sm:text-right",
  amount: "whitespace-nowrap text-right!",
};
// The page has a heading of its own.
const TAGS: Readonly<Record<string, string>> = { h1: "p" };

function toReact(node: Node, key: number): ReactNode {
  if (node.nodeType === Node.TEXT_NODE) {
    return node.textContent?.trim() === "" ? null : node.textContent;
  }
  if (!(node instanceof Element)) {
    return null;
  }
  const name = node.localName;
  const look = LOOKS[name];
  if (look === undefined) {
    return node.textContent;
  }
  const own = [...node.classList].map((word) => CLASSES[word] ?? "");
  const span = Number(node.getAttribute("colspan"));
  return createElement(
    TAGS[name] ?? name,
    {
      key,
      className: [look, ...own].join(" ").trim() || undefined,
      ...(span > 1 ? { colSpan: span } : {}),
      ...(name === "th" ? { scope: node.getAttribute("scope") ?? undefined } : {}),
    },
    ...[...node.childNodes].map(toReact),
  );
}

/**
 * A document of the API within the page: its own style sheet is not allowed here (the content security policy), so it gets
 * ours. Nothing of its markup is trusted: elements are made anew, from a list.
 */
export function Paper({ html }: { html: string }) {
  const content = useMemo(() => {
    const body = new DOMParser().parseFromString(html, "text/html");
    return [...(body.querySelector("main")?.childNodes ?? [])].map(toReact);
  }, [html]);
  return (
    <div className="rounded-card border border-line bg-surface p-5 shadow-card sm:p-10 print:border-0 print:p-0 print:shadow-none">
      {content}
    </div>
  );
}
