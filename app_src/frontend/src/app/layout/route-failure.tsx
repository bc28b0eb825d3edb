import { CloudOff, RefreshCw } from "lucide-react";
import { useEffect, useRef } from "react";
import { useOnline } from "@/shared/lib/use-online";
import { Button } from "@/shared/ui/button";
import { Notice } from "@/shared/ui/notice";
import { PageMeta } from "@/shared/ui/page-meta";

/** A page's code could not be fetched or failed while it was drawn: header and footer stay, a reload is offered. */
export function RouteFailure() {
  const online = useOnline();
  const wasOffline = useRef(!online);
  useEffect(() => {
    if (online && wasOffline.current) {
      window.location.reload();
    }
  }, [online]);
  return (
    <div role="alert" className="page-width py-24">
      <PageMeta title="Page not loaded" description="This page could not be shown." />
      <h1 className="sr-only">This page is not here yet</h1>
      <Notice
        icon={online ? RefreshCw : CloudOff}
        tone="danger"
        title="This page could not be shown"
        action={<Button onClick={() => window.location.reload()}>Reload the page</Button>}
      >
        <p>
          {online
            ? "Either the connection was lost, or Codementee was updated while you were here. Reloading usually helps."
            : "You are offline, and this page was not loaded before. It loads by itself once you are connected."}
        </p>
      </Notice>
    </div>
  );
}
