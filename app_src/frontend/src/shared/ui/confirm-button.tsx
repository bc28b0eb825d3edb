import { AlertDialog } from "@base-ui/react/alert-dialog";
import { type ReactNode, useState } from "react";
import { explain } from "@/shared/api/errors";
import { Alert } from "./alert";
import { Button } from "./button";
import { BACKDROP, POPUP } from "./dialog";

interface ConfirmButtonProps {
  /** On the button that asks: "Cancel booking". */
  label: ReactNode;
  /** The question: "Cancel this booking?" */
  title: string;
  /** What will happen, and what cannot be undone. */
  children: ReactNode;
  /** On the button that does it; says what it does, never "OK". */
  confirm: string;
  /** On the button that leaves everything as it is. */
  keep?: string;
  /** Shown in the dialog when it throws, which stays open then. */
  onConfirm: () => Promise<unknown>;
  variant?: "primary" | "outline" | "quiet" | "danger";
  size?: "normal" | "small";
  dangerous?: boolean;
  disabled?: boolean;
}

/** A button for what cannot be undone: asks first, waits for the answer, and says when it failed. */
export function ConfirmButton({
  label,
  title,
  children,
  confirm,
  keep = "Keep it",
  onConfirm,
  variant = "outline",
  size = "normal",
  dangerous = true,
  disabled = false,
}: ConfirmButtonProps) {
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();

  async function run() {
    setBusy(true);
    setFailure(undefined);
    try {
      await onConfirm();
      setOpen(false);
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <AlertDialog.Root
      open={open}
      onOpenChange={(next) => {
        setFailure(undefined);
        setOpen(next);
      }}
    >
      <AlertDialog.Trigger render={<Button variant={variant} size={size} disabled={disabled} />}>
        {label}
      </AlertDialog.Trigger>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={BACKDROP} />
        <AlertDialog.Popup className={POPUP}>
          <AlertDialog.Title className="mb-3 font-bold font-display text-2xl">
            {title}
          </AlertDialog.Title>
          <AlertDialog.Description render={<div />} className="text-ink-muted">
            {children}
          </AlertDialog.Description>
          {failure ? (
            <div className="mt-4">
              <Alert tone="danger">{explain(failure)}</Alert>
            </div>
          ) : null}
          <div className="mt-6 flex flex-wrap-reverse justify-end gap-3">
            <AlertDialog.Close render={<Button variant="outline" />}>{keep}</AlertDialog.Close>
            <Button variant={dangerous ? "danger" : "primary"} busy={busy} onClick={run}>
              {confirm}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
