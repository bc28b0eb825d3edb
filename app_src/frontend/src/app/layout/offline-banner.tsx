import { CloudOff } from "lucide-react";
import { useOnline } from "@/shared/lib/use-online";

/** Above whatever page is open, while the browser has no connection. */
export function OfflineBanner() {
  const online = useOnline();
  return (
    <div aria-live="polite" className="fixed inset-x-0 bottom-0 z-50">
      {online ? null : (
        <div className="flex items-center justify-center gap-3 border-line-strong border-t bg-accent-soft px-4 py-3 text-on-accent-soft">
          <CloudOff aria-hidden className="size-5 shrink-0" />
          <p>
            <strong className="font-semibold">You are offline.</strong> What is on the page stays;
            changes and new pages have to wait for the connection.
          </p>
        </div>
      )}
    </div>
  );
}
