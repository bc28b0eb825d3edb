interface BarListProps {
  /** What is compared; the list's accessible name. */
  title: string;
  bars: readonly { label: string; value: number; text: string }[];
}

/** A few values compared, each bar against the largest. */
export function BarList({ title, bars }: BarListProps) {
  const most = Math.max(...bars.map(({ value }) => value)) || 1;
  return (
    <ul aria-label={title} className="grid gap-3">
      {bars.map(({ label, value, text }) => (
        <li key={label}>
          <div className="mb-1 flex justify-between gap-4">
            <span>{label}</span>
            <span className="font-medium tabular-nums">{text}</span>
          </div>
          <svg
            aria-hidden="true"
            className="block h-2.5 w-full overflow-hidden rounded-full bg-sunken"
          >
            <rect width={`${(value / most) * 100}%`} height="100%" rx="5" className="fill-brand" />
          </svg>
        </li>
      ))}
    </ul>
  );
}
