import { Badge, type BadgeTone } from "@/shared/ui/badge";

/** A state of one of the tables in ./states; one that the API adds later is shown by its name. */
export function StateBadge<Name extends string>({
  states,
  state,
}: {
  states: Readonly<Record<Name, { label: string; tone: BadgeTone }>>;
  state: Name;
}) {
  const shown = states[state] as { label: string; tone: BadgeTone } | undefined;
  return <Badge tone={shown?.tone ?? "neutral"}>{shown?.label ?? state}</Badge>;
}
