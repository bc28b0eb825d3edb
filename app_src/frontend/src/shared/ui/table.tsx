import type { ReactNode } from "react";

export interface Column<Row> {
  header: string;
  cell: (row: Row) => ReactNode;
  /** Figures are read down a column. */
  numeric?: boolean;
}

interface TableProps<Row> {
  /** What the table lists; read by screen readers. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
}

/** Rows and columns; on a phone each row is a block in which the header stands before its value. */
export function Table<Row>({ caption, columns, rows, keyOf }: TableProps<Row>) {
  return (
    <table className="w-full border-separate border-spacing-0 text-left max-md:block">
      <caption className="sr-only">{caption}</caption>
      <thead className="max-md:sr-only">
        <tr>
          {columns.map(({ header, numeric }) => (
            <th
              key={header}
              scope="col"
              className={`border-line border-b px-3 py-2.5 font-medium text-ink-muted text-sm ${numeric ? "text-right" : ""}`}
            >
              {header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="max-md:block">
        {rows.map((row) => (
          <tr
            key={keyOf(row)}
            className="max-md:mb-3 max-md:block max-md:rounded-control max-md:border max-md:border-line max-md:bg-surface max-md:p-3"
          >
            {columns.map(({ header, cell, numeric }) => (
              <td
                key={header}
                className={`min-w-0 px-3 py-2.5 align-middle max-md:flex max-md:justify-between max-md:gap-4 max-md:px-1 max-md:py-1 max-md:has-[>span:last-child:empty]:hidden md:border-line md:border-b ${numeric ? "tabular-nums md:text-right" : ""}`}
              >
                {header ? (
                  <span
                    aria-hidden="true"
                    className="max-w-3/5 shrink-0 text-ink-muted text-sm md:hidden"
                  >
                    {header}
                  </span>
                ) : null}
                <span className="min-w-0 break-words max-md:text-right">{cell(row)}</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
