import type { Series } from "./line-chart";

interface FiguresProps {
  title: string;
  /** Heads the column of labels. */
  heading: string;
  labels: readonly string[];
  series: readonly Series[];
  format: (value: number) => string;
}

/** The figures of a chart as a table, for those who do not see it or want the exact values. */
export function Figures({ title, heading, labels, series, format }: FiguresProps) {
  const head = "border-line border-b py-1.5 pr-4 font-medium text-ink-muted";
  return (
    <details className="group mt-2 text-sm">
      <summary className="inline-flex min-h-11 cursor-pointer items-center text-brand hover:underline">
        <span className="group-open:hidden">Show the figures</span>
        <span className="hidden group-open:inline">Hide the figures</span>
      </summary>
      {/* Scrolls by itself where it is too wide; reachable for the keyboard then. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable. */}
      <section aria-label={`Figures: ${title}`} tabIndex={0} className="max-h-80 overflow-auto">
        <table className="w-full text-left tabular-nums">
          <caption className="sr-only">{title}</caption>
          <thead>
            <tr>
              <th scope="col" className={head}>
                {heading}
              </th>
              {series.map(({ name }) => (
                <th key={name} scope="col" className={head}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {labels.map((label, row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two mocks may be on one day; rows never move.
              <tr key={row}>
                <th scope="row" className="py-1 pr-4 font-normal">
                  {label}
                </th>
                {series.map(({ name, values }) => {
                  const value = values[row];
                  return (
                    <td key={name} className="py-1 pr-4">
                      {value === null || value === undefined ? "no data" : format(value)}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
