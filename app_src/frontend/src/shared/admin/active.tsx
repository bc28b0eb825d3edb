import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { hasCode } from "@/shared/api/errors";
import { Badge } from "@/shared/ui/badge";
import { Card } from "@/shared/ui/card";
import { ConfirmButton } from "@/shared/ui/confirm-button";
import { FilterBar, useFilter } from "@/shared/ui/filter-bar";
import { toast } from "@/shared/ui/toast";

interface Words {
  on: string;
  off: string;
}

const OFFERED: Words = { on: "Offered", off: "Retired" };

export function ActiveBadge({ active, words = OFFERED }: { active: boolean; words?: Words }) {
  return <Badge tone={active ? "success" : "neutral"}>{active ? words.on : words.off}</Badge>;
}

/** Which part of a catalogue a list shows, from the address: undefined for all of it. */
export function useActiveFilter(words: Words = OFFERED): [boolean | undefined, ReactNode] {
  const [value, change] = useFilter("active");
  const active = value === "yes" ? true : value === "no" ? false : undefined;
  const bar = (
    <FilterBar
      label="Which ones"
      value={active === undefined ? "" : value}
      onChange={change}
      options={[
        { value: "", label: "All" },
        { value: "yes", label: words.on },
        { value: "no", label: words.off },
      ]}
    />
  );
  return [active, bar];
}

interface ActiveCardProps {
  active: boolean;
  /** As it reads after "Retire": "this company". */
  subject: string;
  /** What becomes of what refers to it. */
  whenRetired: ReactNode;
  whenOffered: ReactNode;
  /** What is asked for again when somebody else was faster. */
  queryKey: readonly string[];
  /** What the buttons say, where “Retire …” and “Offer … again” are not the right words. */
  verbs?: { off: string; on: string };
  change: (active: boolean) => Promise<unknown>;
}

/** Taking something out of the catalogue, and back: nothing is ever deleted that something else refers to. */
export function ActiveCard(props: ActiveCardProps) {
  const { active, subject, whenRetired, whenOffered, queryKey, change } = props;
  const verbs = props.verbs ?? { off: `Retire ${subject}`, on: `Offer ${subject} again` };
  const verb = active ? verbs.off : verbs.on;
  const client = useQueryClient();
  async function run() {
    try {
      await change(!active);
    } catch (error) {
      if (hasCode(error, "edit_conflict")) {
        // Shown as it is by then; pressing again builds on that.
        await client.invalidateQueries({ queryKey });
      }
      throw error;
    }
    toast.success(active ? "Retired" : "In use again");
  }
  return (
    <Card title={verb}>
      <div className="mb-4 text-ink-muted">{active ? whenRetired : whenOffered}</div>
      <ConfirmButton
        key={String(active)}
        label={verb}
        title={`${verb}?`}
        confirm={verb}
        keep="Leave it as it is"
        dangerous={active}
        onConfirm={run}
      >
        {active ? whenRetired : whenOffered}
      </ConfirmButton>
    </Card>
  );
}
