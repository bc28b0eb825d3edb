import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { type ReactElement, type ReactNode, useState } from "react";

export const BACKDROP =
  "fixed inset-0 z-50 bg-scrim transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0";
export const POPUP =
  "fixed z-50 max-h-[calc(100dvh-2rem)] overflow-y-auto bg-surface text-ink shadow-card " +
  "transition-[opacity,translate] data-ending-style:opacity-0 data-starting-style:opacity-0 focus:outline-none " +
  // From below on a phone, in the middle elsewhere.
  "inset-x-0 bottom-0 rounded-t-card p-6 data-starting-style:translate-y-6 " +
  "sm:inset-auto sm:top-1/2 sm:left-1/2 sm:w-[min(34rem,calc(100vw-2rem))] sm:-translate-x-1/2 sm:-translate-y-1/2 " +
  "sm:rounded-card sm:p-7";

interface DialogProps {
  title: string;
  description?: ReactNode;
  /** The button that opens it; left out when `open` is controlled. */
  trigger?: ReactElement<Record<string, unknown>>;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** A function gets what closes the dialog. */
  children: ReactNode | ((close: () => void) => ReactNode);
  wide?: boolean;
}

/** A task of its own above the page. Focus stays inside and goes back; Escape closes. */
export function Dialog({
  title,
  description,
  trigger,
  open,
  onOpenChange,
  children,
  wide = false,
}: DialogProps) {
  const [openByItself, setOpenByItself] = useState(false);
  const change = (next: boolean) => {
    setOpenByItself(next);
    onOpenChange?.(next);
  };
  return (
    <Base.Root open={open ?? openByItself} onOpenChange={change}>
      {trigger ? <Base.Trigger render={trigger} /> : null}
      <Base.Portal>
        <Base.Backdrop className={BACKDROP} />
        <Base.Popup className={`${POPUP} ${wide ? "sm:w-[min(48rem,calc(100vw-2rem))]" : ""}`}>
          <div className="mb-4 flex items-start justify-between gap-4">
            <Base.Title className="font-bold font-display text-2xl">{title}</Base.Title>
            <Base.Close className="-m-2 grid size-11 shrink-0 place-items-center rounded-control text-ink-muted hover:bg-brand-soft hover:text-ink">
              <X aria-hidden className="size-5" />
              <span className="sr-only">Close</span>
            </Base.Close>
          </div>
          {description ? (
            <Base.Description render={<div />} className="mb-5 text-ink-muted">
              {description}
            </Base.Description>
          ) : null}
          {typeof children === "function" ? children(() => change(false)) : children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
