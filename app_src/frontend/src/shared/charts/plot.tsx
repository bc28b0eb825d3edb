import type { Series } from "./line-chart";
import { areaUnder, type Frame, positions, segments, shownLabels } from "./scale";

const STROKES = ["stroke-series-1", "stroke-series-2", "stroke-series-3", "stroke-series-4"];
const FILLS = ["fill-series-1", "fill-series-2", "fill-series-3", "fill-series-4"];
// Lines are told apart without colour too.
const DASHES = ["", "7 4", "2 4", "10 3 2 3"];

const GRID_LINES = 4;
const MOST_DOTS = 30;
const MOST_VALUES = 8;
const LABEL_WIDTH = 88;

interface PlotProps {
  frame: Frame;
  labels: readonly string[];
  series: readonly Series[];
  format: (value: number) => string;
  range: readonly [number, number];
  /** A value to compare with, as a dashed line. */
  reference?: number | undefined;
  /** The label that is being read. */
  active: number | undefined;
}

function pick<Item>(list: readonly Item[], index: number): Item {
  return list[index % list.length] as Item;
}

/** The drawing itself; what it says is in words around it. */
export function Plot({ frame, labels, series, format, range, reference, active }: PlotProps) {
  const { x, y, base } = positions(frame, labels.length, range);
  const [low, high] = range;
  const levels = Array.from(
    { length: GRID_LINES + 1 },
    (_, line) => low + ((high - low) * line) / GRID_LINES,
  );
  const end = frame.width - frame.right;
  const single = series.length === 1;
  return (
    <svg
      aria-hidden="true"
      width={frame.width}
      height={frame.height}
      className="absolute inset-0 select-none overflow-visible"
    >
      {levels.map((level) => (
        <g key={level}>
          <line
            x1={frame.left}
            x2={end}
            y1={y(level)}
            y2={y(level)}
            className={level === low ? "stroke-line-strong" : "stroke-line"}
          />
          <text
            x={frame.left - 10}
            y={y(level) + 4}
            textAnchor="end"
            className="fill-ink-muted text-xs tabular-nums"
          >
            {format(level)}
          </text>
        </g>
      ))}
      {shownLabels(labels.length, Math.floor((end - frame.left) / LABEL_WIDTH) + 1).map((index) => (
        <text
          key={index}
          x={x(index)}
          y={base + 22}
          textAnchor={
            labels.length === 1
              ? "middle"
              : index === 0
                ? "start"
                : index === labels.length - 1
                  ? "end"
                  : "middle"
          }
          className={`text-xs ${index === active ? "fill-ink" : "fill-ink-muted"}`}
        >
          {labels[index]}
        </text>
      ))}
      {reference === undefined ? null : (
        <line
          x1={frame.left}
          x2={end}
          y1={y(reference)}
          y2={y(reference)}
          strokeDasharray="5 4"
          strokeWidth="1.5"
          className="stroke-ink-muted"
        />
      )}
      {active === undefined ? null : (
        <line x1={x(active)} x2={x(active)} y1={frame.top} y2={base} className="stroke-ink-muted" />
      )}
      {series.map(({ name, values }, index) => (
        <g key={name}>
          {segments(values, x, y).map((points) =>
            points.includes(" ") ? (
              <g key={points}>
                {single ? (
                  <polygon points={areaUnder(points, base)} className={`opacity-10 ${FILLS[0]}`} />
                ) : null}
                <polyline
                  points={points}
                  fill="none"
                  strokeWidth="2.5"
                  strokeLinejoin="round"
                  strokeLinecap="round"
                  strokeDasharray={pick(DASHES, index)}
                  className={pick(STROKES, index)}
                />
              </g>
            ) : null,
          )}
          {values.map((value, place) => {
            const alone = values[place - 1] == null && values[place + 1] == null;
            const dotted = labels.length <= MOST_DOTS || alone || place === active;
            return value === null || !dotted ? null : (
              <circle
                // biome-ignore lint/suspicious/noArrayIndexKey: a place on the axis is what identifies it.
                key={place}
                cx={x(place)}
                cy={y(value)}
                r={place === active ? 6 : 4}
                strokeWidth="2"
                className={`stroke-surface ${pick(FILLS, index)}`}
              />
            );
          })}
          {single && labels.length <= MOST_VALUES
            ? values.map((value, place) =>
                value === null ? null : (
                  <text
                    // biome-ignore lint/suspicious/noArrayIndexKey: a place on the axis is what identifies it.
                    key={place}
                    x={x(place)}
                    y={y(value) - 12}
                    textAnchor={
                      labels.length > 1 && place === labels.length - 1
                        ? "end"
                        : labels.length > 1 && place === 0
                          ? "start"
                          : "middle"
                    }
                    paintOrder="stroke"
                    strokeWidth="4"
                    className="fill-ink stroke-surface font-semibold text-sm tabular-nums"
                  >
                    {format(value)}
                  </text>
                ),
              )
            : null}
        </g>
      ))}
    </svg>
  );
}
