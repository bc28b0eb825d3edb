import { firmTimes, formatMoment, formatSpan } from "@/shared/lib/time";
import { useZone } from "@/shared/session/use-session";

/** An instant in the viewer's zone, with the zone named. */
export function Moment({ at }: { at: string }) {
  const zone = useZone();
  return <time dateTime={at}>{firmTimes(formatMoment(at, zone))}</time>;
}

/** From when to when in the viewer's zone, with the zone named. */
export function Span({ from, to }: { from: string; to: string }) {
  const zone = useZone();
  return <time dateTime={from}>{firmTimes(formatSpan(from, to, zone))}</time>;
}
