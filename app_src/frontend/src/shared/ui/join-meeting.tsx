import { Video } from "lucide-react";
import type { ReactNode } from "react";
import { useNow } from "@/shared/lib/use-now";
import { ButtonLink } from "./button";
import { CopyButton } from "./copy-button";
import { Countdown } from "./countdown";

/** From then on before the start, joining is what the page is about. */
export const JOIN_BEFORE_MS = 15 * 60_000;

interface JoinMeetingProps {
  startAt: string;
  endAt: string;
  url: string | null;
  /** On a deep band, where the quiet colours would vanish. */
  onBand?: boolean;
}

function withoutScheme(url: string): string {
  return url.replace(/^https?:\/\//, "");
}

/** The way into a meeting: the button near its time, before that when it will be there, always the link to copy. */
export function JoinMeeting({ startAt, endAt, url, onBand = false }: JoinMeetingProps) {
  const now = useNow(1_000);
  const start = Date.parse(startAt);
  const muted = onBand ? "text-on-band-muted" : "text-ink-muted";
  const line = (words: ReactNode) => <p className={muted}>{words}</p>;
  if (now >= Date.parse(endAt)) {
    return line("The time of this mock is over.");
  }
  if (!url) {
    return line("The meeting link appears here as soon as the mock is confirmed.");
  }
  const begun = now >= start;
  const when = begun ? (
    "It has begun."
  ) : (
    <>
      Begins in <Countdown until={startAt} />.
    </>
  );
  if (now < start - JOIN_BEFORE_MS) {
    return (
      <div className="grid gap-1">
        {line(<>{when} The button to join appears here 15 minutes before.</>)}
        <p className={`flex flex-wrap items-center gap-x-1 text-sm ${muted}`}>
          <span className="break-all">{withoutScheme(url)}</span>
          <CopyButton text={url} subject="the meeting link" />
        </p>
      </div>
    );
  }
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <ButtonLink to={url} target="_blank" rel="noreferrer" variant={onBand ? "accent" : "primary"}>
        <Video aria-hidden className="size-5" />
        Join the meeting
        <span className="sr-only"> (opens a new tab)</span>
      </ButtonLink>
      <span className={onBand ? "[&_button:hover]:bg-on-band/10 [&_button]:text-on-band" : ""}>
        <CopyButton text={url} subject="the meeting link" labelled />
      </span>
      {line(when)}
    </div>
  );
}
