import { InBothThemes } from "./specimen";

/** Every colour of the theme, by what it is for; class names are written out so that the build finds them. */
export const COLOURS: readonly { name: string; look: string; use: string }[] = [
  { name: "canvas", look: "bg-canvas", use: "The page." },
  { name: "surface", look: "bg-surface", use: "Cards, fields, menus on the page." },
  { name: "sunken", look: "bg-sunken", use: "Wells inside a card, bands of the public pages." },
  { name: "ink", look: "bg-ink", use: "Text." },
  { name: "ink-muted", look: "bg-ink-muted", use: "Text beside the point: labels, hints, dates." },
  { name: "line", look: "bg-line", use: "Borders that separate." },
  { name: "line-strong", look: "bg-line-strong", use: "Borders of what can be operated." },
  { name: "brand", look: "bg-brand", use: "Main actions, links, what is current." },
  { name: "brand-strong", look: "bg-brand-strong", use: "The same under the pointer." },
  { name: "on-brand", look: "bg-on-brand", use: "Text on brand." },
  { name: "brand-soft", look: "bg-brand-soft", use: "Quiet emphasis: the chosen, the next." },
  { name: "accent", look: "bg-accent", use: "One thing a page, at most: the recommended." },
  { name: "on-accent", look: "bg-on-accent", use: "Text on accent." },
  { name: "accent-soft", look: "bg-accent-soft", use: "What needs attention." },
  { name: "on-accent-soft", look: "bg-on-accent-soft", use: "Text on accent-soft." },
  { name: "danger", look: "bg-danger", use: "Failures, and what destroys." },
  { name: "danger-strong", look: "bg-danger-strong", use: "The same under the pointer." },
  { name: "on-danger", look: "bg-on-danger", use: "Text on danger." },
  { name: "danger-soft", look: "bg-danger-soft", use: "Behind a failure's words." },
  { name: "success", look: "bg-success", use: "Done, good." },
  { name: "success-soft", look: "bg-success-soft", use: "Behind a success's words." },
  { name: "series-1", look: "bg-series-1", use: "First line of a chart." },
  { name: "series-2", look: "bg-series-2", use: "Second line." },
  { name: "series-3", look: "bg-series-3", use: "Third line." },
  { name: "series-4", look: "bg-series-4", use: "Fourth line; never more in one chart." },
  { name: "scrim", look: "bg-scrim", use: "Over the page behind a dialogue." },
  { name: "band", look: "bg-band", use: "Deep bands of the public pages, in both themes." },
  { name: "band-line", look: "bg-band-line", use: "Squared paper on a band." },
  { name: "on-band", look: "bg-on-band", use: "Text on a band." },
  { name: "on-band-muted", look: "bg-on-band-muted", use: "Text beside the point on a band." },
];

const TYPE = [
  {
    look: "font-bold font-display text-hero",
    text: "text-hero",
    use: "the headline of a public page",
  },
  {
    look: "font-bold font-display text-title",
    text: "text-title",
    use: "h1 of a signed-in page, h2 of a public one",
  },
  {
    look: "font-display font-semibold text-xl",
    text: "font-display text-xl",
    use: "the title of a card",
  },
  { look: "", text: "font-sans", use: "everything that is read" },
  { look: "text-ink-muted text-sm", text: "text-sm", use: "hints and dates" },
  { look: "font-mono text-sm", text: "font-mono", use: "codes, references, releases" },
] as const;

function Colours() {
  return (
    <ul className="grid gap-x-4 gap-y-3 sm:grid-cols-2">
      {COLOURS.map(({ name, look, use }) => (
        <li key={name} className="flex items-center gap-3">
          <span
            aria-hidden
            className={`size-10 shrink-0 rounded-control border border-line ${look}`}
          />
          <span className="min-w-0">
            <code className="block font-mono text-sm">{name}</code>
            <span className="block text-ink-muted text-sm">{use}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

function Typography() {
  return (
    <ul className="grid gap-4">
      {TYPE.map(({ look, text, use }) => (
        <li key={text}>
          <span className={`block ${look}`}>Practise first</span>
          <span className="text-ink-muted text-sm">
            <code className="font-mono">{text}</code>: {use}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Shapes() {
  return (
    <ul className="grid gap-4 sm:grid-cols-2">
      <li className="rounded-card border border-line bg-surface p-4 shadow-card">
        <code className="font-mono text-sm">rounded-card shadow-card</code>
        <span className="block text-ink-muted text-sm">what stands on the page</span>
      </li>
      <li className="rounded-control border border-line-strong bg-surface p-4">
        <code className="font-mono text-sm">rounded-control</code>
        <span className="block text-ink-muted text-sm">what can be operated</span>
      </li>
      <li className="paper-grid rounded-card bg-band p-4 text-on-band">
        <code className="font-mono text-sm">paper-grid</code>
        <span className="block text-on-band-muted text-sm">squared paper on a band</span>
      </li>
      <li className="p-4 font-bold font-display text-2xl">
        <span className="marker">marker</span>
        <span className="block font-normal font-sans text-ink-muted text-sm">
          a stroke of marker, once a page
        </span>
      </li>
    </ul>
  );
}

const PARTS = [
  { title: "Colours", children: <Colours /> },
  { title: "Type", children: <Typography /> },
  { title: "Shapes", children: <Shapes /> },
] as const;

/** What everything else is made of. */
export function Tokens() {
  return PARTS.map(({ title, children }) => (
    <article key={title} className="border-line border-t py-8">
      <h3 className="mb-4 font-semibold text-lg">{title}</h3>
      <InBothThemes>{children}</InBothThemes>
    </article>
  ));
}
