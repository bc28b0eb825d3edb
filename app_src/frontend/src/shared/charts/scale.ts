/** The smallest of 1, 2, 2.5, 5 × 10ⁿ that is at least `value`. */
export function roundUp(value: number): number {
  if (value <= 0) {
    return 1;
  }
  const magnitude = 10 ** Math.floor(Math.log10(value));
  const factor = [1, 2, 2.5, 5, 10].find((step) => step * magnitude >= value) ?? 10;
  return factor * magnitude;
}

/** Runs of values without a gap, each as the points of a line. */
export function segments(
  values: readonly (number | null)[],
  x: (index: number) => number,
  y: (value: number) => number,
): string[] {
  const found: string[][] = [[]];
  values.forEach((value, index) => {
    if (value === null) {
      found.push([]);
    } else {
      found.at(-1)?.push(`${x(index).toFixed(1)},${y(value).toFixed(1)}`);
    }
  });
  return found.filter((points) => points.length > 0).map((points) => points.join(" "));
}

/** The same run closed down to the base line, to be filled. */
export function areaUnder(points: string, base: number): string {
  const first = points.split(" ")[0]?.split(",")[0];
  const last = points.split(" ").at(-1)?.split(",")[0];
  return `${first},${base} ${points} ${last},${base}`;
}

/** Which of `count` labels have room: the first, then every n-th, and always the last. */
export function shownLabels(count: number, most: number): number[] {
  if (count <= 1) {
    return count === 1 ? [0] : [];
  }
  const last = count - 1;
  const step = Math.ceil(last / Math.max(1, most - 1));
  const found = Array.from({ length: Math.floor(last / step) + 1 }, (_, part) => part * step);
  const end = found.at(-1) ?? 0;
  // Too close to the last one to stand beside it.
  if (end < last && end > 0 && last - end < step * 0.7) {
    found.pop();
  }
  return end < last ? [...found, last] : found;
}

export interface Frame {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Positions within a frame: of the n-th of `count` labels, and of a value between low and high. */
export function positions(frame: Frame, count: number, [low, high]: readonly [number, number]) {
  const span = frame.width - frame.left - frame.right;
  const base = frame.height - frame.bottom;
  return {
    base,
    x: (index: number) =>
      count > 1 ? frame.left + (index * span) / (count - 1) : frame.left + span / 2,
    y: (value: number) => base - ((value - low) / (high - low || 1)) * (base - frame.top),
    /** The label nearest to a distance from the left edge. */
    at: (distance: number) =>
      Math.max(
        0,
        Math.min(count - 1, Math.round(((distance - frame.left) / (span || 1)) * (count - 1))),
      ),
  };
}
