import { lazy, Suspense } from "react";
import { explain } from "@/shared/api/errors";

interface Message {
  title: string;
  description?: string | undefined;
  failed: boolean;
}

type Receiver = (message: Message) => void;

let receiver: Receiver | undefined;
const waiting: Message[] = [];

function say(message: Message): void {
  if (receiver) {
    receiver(message);
  } else {
    waiting.push(message);
  }
}

/** For the viewport, once its code is there; what was said before waits for it. */
export function receiveMessages(next: Receiver): () => void {
  receiver = next;
  for (const message of waiting.splice(0)) {
    next(message);
  }
  return () => {
    receiver = undefined;
  };
}

/** Says that something happened, for things whose result is not on screen. Failures stay until they are closed. */
export const toast = {
  success(title: string, description?: string): void {
    say({ title, description, failed: false });
  },
  failure(title: string, error: unknown): void {
    say({ title, description: explain(error), failed: true });
  },
};

// The page works without it, so it does not wait for it.
const Viewport = lazy(() => import("./toaster"));

/** Where toasts appear; once, in the frame of the signed-in pages. */
export function Toaster() {
  return (
    <Suspense>
      <Viewport />
    </Suspense>
  );
}
