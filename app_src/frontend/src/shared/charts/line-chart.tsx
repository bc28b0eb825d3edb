import { useState } from "react";
import { Figures } from "./figures";
import { Plot } from "./plot";
import { type Frame, positions, roundUp } from "./scale";
import { useWidth } from "./use-width";

export { roundUp, segments } from "./scale";

export interface Series {
  name: string;
  /** One value per label; null leaves a gap. */
  values: readonly (number | null)[];
}

interface LineChartProps {
  /** What is shown, in words: the chart's accessible name. */
  title: string;
  labels: readonly string[];
  series: readonly Series[];
  format: (value: number) => string;
  /** Fixed range of the values; from 0 to a round number above the highest unless said. */
  range?: readonly [number, number];
  /** A value to compare with: a dashed line with its name. */
  reference?: { value: number; label: string };
  /** Heads the column of labels in the table of figures. */
  heading?: string;
  /** More about each label than has room on the axis: shown where it is read. */
  notes?: readonly string[];
}

const HEIGHT = 240;
const CHARACTER = 7;
const DOTS = ["bg-series-1", "bg-series-2", "bg-series-3", "bg-series-4"];

function withNote(
  labels: readonly string[],
  notes: readonly string[] | undefined,
  place: number,
): string {
  return [labels[place], notes?.[place]].filter(Boolean).join(", ");
}

/** What is read at one place: "13 Nov: 3.5", or "13 Nov: Coding 3.5, HR no data". */
function reading({ labels, notes, series, format }: LineChartProps, place: number): string {
  const values = series.map(({ name, values }) => {
    const value = values[place];
    const text = value === null || value === undefined ? "no data" : format(value);
    return series.length > 1 ? `${name} ${text}` : text;
  });
  return `${withNote(labels, notes, place)}: ${values.join(", ")}`;
}

type LegendProps = Pick<LineChartProps, "series" | "format" | "reference"> & { place: number };

function Legend({ series, format, reference, place }: LegendProps) {
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
      {series.length > 1
        ? series.map(({ name, values }, index) => {
            const value = values[place];
            return (
              <li key={name} className="flex items-center gap-2">
                <span
                  aria-hidden
                  className={`size-2.5 rounded-full ${DOTS[index % DOTS.length]}`}
                />
                {name}
                <span className="font-semibold tabular-nums">
                  {value === null || value === undefined ? "–" : format(value)}
                </span>
              </li>
            );
          })
        : null}
      {reference ? (
        <li className="flex items-center gap-2 text-ink-muted">
          <span aria-hidden className="w-5 border-ink-muted border-t-2 border-dashed" />
          {reference.label} ({format(reference.value)})
        </li>
      ) : null}
    </ul>
  );
}

/** Lines over time or order, with the same figures as a table for those who do not see them. Each place can be read by
 * pointing at it, or with the arrow keys: the plot is a range input as far as keyboard and screen reader are concerned. */
export function LineChart(props: LineChartProps) {
  const { title, labels, series, format, reference, heading = "When" } = props;
  const [box, width] = useWidth(640);
  const [active, setActive] = useState<number>();
  const known = series.flatMap(({ values }) => values.filter((value) => value !== null));
  if (known.length === 0) {
    return (
      <p className="grid min-h-40 place-items-center rounded-control bg-sunken p-4 text-ink-muted">
        No data yet for “{title}”.
      </p>
    );
  }
  const range =
    props.range ?? ([0, roundUp(Math.max(0, ...known, reference?.value ?? 0))] as const);
  const widest = Math.max(
    ...[range[0], (range[0] + range[1]) / 2, range[1]].map((value) => format(value).length),
  );
  const frame: Frame = {
    width,
    height: HEIGHT,
    left: widest * CHARACTER + 14,
    right: 12,
    top: 24,
    bottom: 32,
  };
  const last = labels.length - 1;
  const place = Math.min(active ?? last, last);
  const { at } = positions(frame, labels.length, range);
  return (
    <figure aria-label={title}>
      <div className="mb-1 flex min-h-6 flex-wrap justify-between gap-x-6 gap-y-1">
        <Legend series={series} format={format} reference={reference} place={place} />
        <p className="text-ink-muted text-sm" aria-hidden>
          {series.length > 1
            ? withNote(labels, props.notes, place)
            : active === undefined
              ? null
              : reading(props, place)}
        </p>
      </div>
      <div
        ref={box}
        className="relative h-60 rounded-control has-focus-visible:outline-3 has-focus-visible:outline-offset-3"
        onPointerMove={(event) =>
          setActive(at(event.clientX - event.currentTarget.getBoundingClientRect().left))
        }
        onPointerLeave={() => setActive(undefined)}
      >
        <Plot
          frame={frame}
          labels={labels}
          series={series}
          format={format}
          range={range}
          reference={reference?.value}
          active={active}
        />
        {last > 0 ? (
          <input
            type="range"
            min={0}
            max={last}
            value={place}
            aria-label={`Read the chart: ${title}`}
            aria-valuetext={reading(props, place)}
            onChange={(event) => setActive(event.target.valueAsNumber)}
            onBlur={() => setActive(undefined)}
            className="absolute inset-0 size-full cursor-crosshair touch-pan-y opacity-0"
          />
        ) : null}
      </div>
      <Figures
        title={title}
        heading={heading}
        labels={labels.map((_, index) => withNote(labels, props.notes, index))}
        series={series}
        format={format}
      />
    </figure>
  );
}
