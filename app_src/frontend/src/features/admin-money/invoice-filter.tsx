import { useId } from "react";
import { useSearchParams } from "react-router";
import { dayKey } from "@/shared/lib/time";
import { Filters } from "@/shared/ui/filter-search";
import { FILTER_CONTROL, FILTER_LABEL, FilterSelect } from "@/shared/ui/filter-select";
import { INDIA, type Period, periodOf, periodsOf } from "./invoice-period";

/** The period in the address; without one it is the month so far. */
export function usePeriod() {
  const [parameters, setParameters] = useSearchParams();
  const today = dayKey(new Date().toISOString(), INDIA);
  const period = periodOf(parameters.get("from") ?? "", parameters.get("to") ?? "", today);
  const change = (next: Period) =>
    setParameters({ ...next }, { replace: true, preventScrollReset: true });
  return { period, today, change };
}

function DayInput({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (day: string) => void;
}) {
  const id = useId();
  return (
    <div className="w-full sm:w-auto">
      <label htmlFor={id} className={FILTER_LABEL}>
        {label}
      </label>
      <input
        id={id}
        type="date"
        value={value}
        onChange={({ target }) => target.value && onChange(target.value)}
        className={FILTER_CONTROL}
      />
    </div>
  );
}

export function InvoiceFilter({ period, today, change }: ReturnType<typeof usePeriod>) {
  const periods = periodsOf(today);
  const same = periods.find(({ period: { from, to } }) => from === period.from && to === period.to);
  return (
    <Filters>
      <FilterSelect
        label="Period"
        value={same?.value ?? "own"}
        onChange={(value) => {
          const found = periods.find((candidate) => candidate.value === value);
          if (found) {
            change(found.period);
          }
        }}
        options={[...periods, { value: "own", label: "These days" }]}
      />
      <DayInput
        label="From"
        value={period.from}
        onChange={(from) => change({ from, to: from > period.to ? from : period.to })}
      />
      <DayInput
        label="To"
        value={period.to}
        onChange={(to) => change({ from: to < period.from ? to : period.from, to })}
      />
    </Filters>
  );
}
