import { RefreshCw } from "lucide-react";
import { Button } from "@/shared/ui/button";
import { Notice } from "@/shared/ui/notice";

/** A page's code could not be fetched or failed while it was drawn: header and footer stay, a reload is offered. */
export function RouteFailure() {
  return (
    <div role="alert" className="page-width py-24">
      <Notice
        icon={RefreshCw}
        tone="danger"
        title="This page could not be shown"
        action={<Button onClick={() => window.location.reload()}>Reload the page</Button>}
      >
        <p>
          Either the connection was lost, or Codementee was updated while you were here. Reloading
          usually helps.
        </p>
      </Notice>
    </div>
  );
}
