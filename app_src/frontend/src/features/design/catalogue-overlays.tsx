import { Button } from "@/shared/ui/button";
import { ConfirmButton } from "@/shared/ui/confirm-button";
import { Dialog } from "@/shared/ui/dialog";
import type { Entry } from "./entry";

const wait = () => new Promise((resolve) => setTimeout(resolve, 800));
const refuse = () => Promise.reject(new Error("refused"));

export const OVERLAYS: readonly Entry[] = [
  {
    names: ["Dialog"],
    when: "A short task of its own above the page. Longer ones get a page: it can be linked to and survives a reload.",
    sample: (
      <Dialog title="Days with other hours" trigger={<Button variant="outline">Open</Button>}>
        {(close) => (
          <>
            <p className="text-ink-muted">Focus stays inside and goes back. Escape closes.</p>
            <div className="mt-6 flex justify-end">
              <Button onClick={close}>Save</Button>
            </div>
          </>
        )}
      </Dialog>
    ),
  },
  {
    names: ["ConfirmButton"],
    when: "For what cannot be undone. Says what will happen, names it on the button, and stays open when it fails.",
    sample: (
      <div className="flex flex-wrap gap-3">
        <ConfirmButton
          label="Cancel the mock"
          title="Cancel this mock?"
          confirm="Cancel the mock"
          onConfirm={wait}
        >
          <p>The mentee gets the credit back and a mail. This cannot be undone.</p>
        </ConfirmButton>
        <ConfirmButton
          label="One that fails"
          title="Cancel this mock?"
          confirm="Cancel the mock"
          onConfirm={refuse}
          variant="quiet"
          size="small"
        >
          <p>The failure is shown here, and the question stays.</p>
        </ConfirmButton>
      </div>
    ),
  },
];
