import { BarList } from "@/shared/charts/bar-list";
import { LineChart } from "@/shared/charts/line-chart";
import { Meter } from "@/shared/ui/meter";
import { Stat, Stats } from "@/shared/ui/stat";
import type { Entry } from "./entry";

const MONTHS = ["Jun", "Jul", "Aug", "Sept", "Oct", "Nov"];

export const FIGURES: readonly Entry[] = [
  {
    names: ["Stat", "Stats"],
    when: "A few figures at a glance, each with its name and what it is compared with. No figure is “no data”, never a zero.",
    wide: true,
    sample: (
      <Stats>
        <Stat label="New mentees" value="41" note="Sept: 38" />
        <Stat label="Average order" value="₹4,682" note="Sept: ₹4,082" />
      </Stats>
    ),
  },
  {
    names: ["Meter"],
    when: "One value within its range, in words and as a bar.",
    sample: <Meter label="Problem solving" value={4} max={5} text="4 of 5" />,
  },
  {
    names: ["BarList"],
    when: "A few values compared with each other, or steps that get narrower.",
    sample: (
      <BarList
        title="Conversion"
        bars={[
          { label: "Registered", value: 420, text: "420" },
          { label: "Paid", value: 120, text: "120 · 28.6%" },
        ]}
      />
    ),
  },
  {
    names: ["LineChart"],
    when: "Values over time, up to four lines. A gap is a gap. Read by pointing or with the arrow keys, and as a table.",
    sample: (
      <LineChart
        title="Scores over time"
        labels={MONTHS}
        series={[
          { name: "Coding", values: [2.5, 3, null, 3.5, 4, 4.25] },
          { name: "System design", values: [null, 2, 2.5, 2.5, 3.25, 3.5] },
        ]}
        format={String}
        range={[1, 5]}
        reference={{ value: 3, label: "at the level" }}
      />
    ),
  },
];
