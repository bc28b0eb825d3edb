import { CloudOff, Hourglass, SearchX, ServerCrash } from "lucide-react";
import { ApiError, hasCode } from "@/shared/api/errors";
import { countOf } from "@/shared/lib/format";
import { Button } from "./button";
import { Notice } from "./notice";

interface FailureNoticeProps {
  /** What could not be loaded, as it reads after "We could not load": "the plans". */
  subject: string;
  error: unknown;
  onRetry: () => void;
  retrying: boolean;
}

function describe(error: unknown, subject: string) {
  const failure = error instanceof ApiError ? error.failure : "unavailable";
  if (failure === "unreachable") {
    return {
      icon: CloudOff,
      title: "We could not reach Codementee",
      text: `Check your connection, then try again to load ${subject}.`,
    };
  }
  if (failure === "rate-limited") {
    const seconds = error instanceof ApiError ? error.retryAfterSeconds : undefined;
    const wait = seconds ? `${countOf(seconds, "second")}` : "a moment";
    return {
      icon: Hourglass,
      title: "That was a lot of requests",
      text: `Wait ${wait}, then try again to load ${subject}.`,
    };
  }
  // An identifier that cannot be one is as good as one that is not there.
  if (hasCode(error, "not_found", "invalid_parameter")) {
    return {
      icon: SearchX,
      title: "There is nothing at this address",
      text: `We could not find ${subject}: it may have been removed, or the address is incomplete.`,
      // Asking again finds as little, and support would have nothing to look for.
      final: true,
    };
  }
  return {
    icon: ServerCrash,
    title: `We could not load ${subject}`,
    text: "The fault is on our side, and nothing of yours is lost. It usually passes within a minute.",
  };
}

export function FailureNotice({ subject, error, onRetry, retrying }: FailureNoticeProps) {
  const { icon, title, text, final = false } = describe(error, subject);
  const reference = error instanceof ApiError && !final ? error.reference : undefined;
  return (
    <div role="alert">
      <Notice
        icon={icon}
        title={title}
        tone={final ? "neutral" : "danger"}
        action={
          final ? null : (
            <Button onClick={onRetry} disabled={retrying}>
              {retrying ? "Trying again…" : "Try again"}
            </Button>
          )
        }
      >
        <p>{text}</p>
        {reference ? (
          <p className="mt-2 text-sm">
            Reference for support: <code className="break-all font-mono">{reference}</code>
          </p>
        ) : null}
      </Notice>
    </div>
  );
}
