import { Toast } from "@base-ui/react/toast";
import { CircleAlert, CircleCheck, X } from "lucide-react";
import { useEffect, useState } from "react";
import { receiveMessages } from "./toast";

function Messages() {
  const { toasts } = Toast.useToastManager();
  return toasts.map((message) => {
    const failed = message.type === "failure";
    const Icon = failed ? CircleAlert : CircleCheck;
    return (
      <Toast.Root
        key={message.id}
        toast={message}
        className="pointer-events-auto flex w-full items-start gap-3 rounded-control border border-line bg-surface p-4 text-ink shadow-card transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0"
      >
        <Icon
          aria-hidden
          className={`mt-0.5 size-5 shrink-0 ${failed ? "text-danger" : "text-success"}`}
        />
        <div className="min-w-0 grow">
          <Toast.Title className="font-semibold" />
          <Toast.Description className="text-ink-muted text-sm" />
        </div>
        <Toast.Close
          aria-label="Close message"
          className="-m-2 grid size-10 shrink-0 place-items-center rounded-control text-ink-muted hover:text-ink"
        >
          <X aria-hidden className="size-4" />
        </Toast.Close>
      </Toast.Root>
    );
  });
}

/** Behind <Toaster>, in a chunk of its own. Failures stay until they are closed. */
export default function Viewport() {
  const [manager] = useState(() => Toast.createToastManager());
  useEffect(
    () =>
      receiveMessages(({ failed, title, description }) => {
        manager.add({
          title,
          type: failed ? "failure" : "success",
          ...(description ? { description } : {}),
          ...(failed ? { timeout: 0, priority: "high" } : {}),
        });
      }),
    [manager],
  );
  return (
    <Toast.Provider toastManager={manager} timeout={6_000}>
      <Toast.Portal>
        <Toast.Viewport className="pointer-events-none fixed right-4 bottom-4 z-60 flex w-[min(24rem,calc(100vw-2rem))] flex-col gap-3">
          <Messages />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}
