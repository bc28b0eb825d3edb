import { FilterBar } from "@/shared/ui/filter-bar";
import { FilterSelect } from "@/shared/ui/filter-select";
import { addMonths, LONGEST_PERIOD, PERIODS, type Period, presentMonth, readMonth } from "./months";

interface PeriodBarProps {
  period: Period;
  now: number;
  onMonths: (months: string) => void;
  onUntil: (until: string) => void;
}

/** How many months, and up to which. */
export function PeriodBar({ period, now, onMonths, onUntil }: PeriodBarProps) {
  const present = presentMonth(now);
  const ends = Array.from({ length: LONGEST_PERIOD }, (_, back) => addMonths(present, -back));
  return (
    <div className="mb-6 flex flex-wrap items-end gap-x-6 gap-y-3 *:mb-0">
      <FilterBar
        label="How many months"
        options={PERIODS.map((count) => ({ value: String(count), label: `${count} months` }))}
        value={String(period.months)}
        onChange={onMonths}
      />
      <FilterSelect
        label="Up to and including"
        options={ends.map((month) => ({
          value: month === present ? "" : month,
          label: month === present ? `${readMonth(month)} (so far)` : readMonth(month),
        }))}
        value={period.to === present ? "" : period.to}
        onChange={onUntil}
      />
    </div>
  );
}
