import { useId } from "react";
import { Alert } from "@/shared/ui/alert";
import { CONTROL } from "@/shared/ui/control";
import { CopyButton } from "@/shared/ui/copy-button";

/** A fresh address: to be copied now, since it is shown once. */
export function CalendarAddress({ url }: { url: string }) {
  const id = useId();
  return (
    <div className="grid gap-4">
      <div>
        <label htmlFor={id} className="mb-1.5 block font-semibold">
          Your calendar address
        </label>
        <input
          id={id}
          readOnly
          value={url}
          onFocus={(event) => event.currentTarget.select()}
          className={`${CONTROL} font-mono text-sm`}
        />
        <div className="mt-1.5">
          <CopyButton text={url} subject="the address" labelled />
        </div>
      </div>
      <Alert tone="warning" title="Copy it now: it is shown only this once">
        <p>
          Whoever has the address sees your mocks and their meeting links. On this device you can
          also{" "}
          <a href={url.replace(/^https?:/, "webcal:")} className="underline underline-offset-2">
            open it in your calendar program
          </a>
          .
        </p>
      </Alert>
    </div>
  );
}
