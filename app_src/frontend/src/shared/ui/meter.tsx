interface MeterProps {
  label: string;
  value: number;
  max: number;
  /** As it is read: "3.5 of 5". */
  text: string;
}

/** A value within its range, as a bar. */
export function Meter({ label, value, max, text }: MeterProps) {
  const share = Math.max(0, Math.min(1, value / max));
  return (
    <div>
      <div className="mb-1 flex justify-between gap-4">
        <span>{label}</span>
        <span className="font-medium tabular-nums">{text}</span>
      </div>
      <svg aria-hidden="true" className="block h-2 w-full overflow-hidden rounded-full bg-line">
        <rect width={`${share * 100}%`} height="100%" rx="4" className="fill-brand" />
      </svg>
    </div>
  );
}
