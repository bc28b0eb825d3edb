import { Check, Copy, CopyX } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "./button";

const SHOWN_MS = 2_500;

interface CopyButtonProps {
  text: string;
  /** What is copied, as it reads after "Copy": "the request id". */
  subject: string;
  /** With words beside the icon. */
  labelled?: boolean;
}

/** Puts a text into the clipboard and says so. */
export function CopyButton({ text, subject, labelled = false }: CopyButtonProps) {
  const [result, setResult] = useState<"copied" | "refused">();
  useEffect(() => {
    if (!result) {
      return;
    }
    const timer = setTimeout(() => setResult(undefined), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [result]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setResult("copied");
    } catch {
      // The browser's permission, or a page without TLS.
      setResult("refused");
    }
  }

  const Icon = result === "copied" ? Check : result === "refused" ? CopyX : Copy;
  const words =
    result === "copied"
      ? "Copied"
      : result === "refused"
        ? "The browser refused to copy"
        : `Copy ${subject}`;
  return (
    <Button
      variant="quiet"
      size="small"
      // Beside a text it must not push the lines apart.
      className={labelled ? "" : "-my-1.5 min-w-9 px-2 pointer-coarse:min-w-11"}
      onClick={() => void copy()}
    >
      <Icon aria-hidden className="size-4" />
      <span className={labelled ? "" : "sr-only"} aria-live="polite">
        {words}
      </span>
    </Button>
  );
}
