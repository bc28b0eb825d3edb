import { formatMoment, formatSpan } from "@/shared/lib/time";
import { useZone } from "@/shared/session/use-session";

/** A line may end between the day and the time, or before the end; not within "10:30 am" or before its zone. */
const firm = (text: string) => text.replace(/\s(?=[ap]m\b|–)|(?<=[ap]m)\s/g, "\u00a0");

/** An instant in the viewer's zone, with the zone named. */
export function Moment({ at }: { at: string }) {
  const zone = useZone();
  return <time dateTime={at}>{firm(formatMoment(at, zone))}</time>;
}

/** From when to when in the viewer's zone, with the zone named. */
export function Span({ from, to }: { from: string; to: string }) {
  const zone = useZone();
  return <time dateTime={from}>{firm(formatSpan(from, to, zone))}</time>;
}
