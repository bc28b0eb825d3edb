import type { CheckoutResult } from "@/shared/api/generated/types.gen";
import { config } from "@/shared/lib/config";

/** What a payment that did not go through is reported with, as far as it is shown. */
export interface PaymentRefusal {
  error: { code?: string; description?: string };
}

export interface CheckoutOptions {
  key: string;
  order_id: string;
  amount: number;
  currency: string;
  name: string;
  description: string;
  prefill: { name: string; email: string };
  theme: { color: string };
  /** Seconds until the window closes by itself. */
  timeout?: number;
  modal: { ondismiss: () => void; escape: boolean; confirm_close: boolean };
  handler: (result: CheckoutResult) => void;
}

export interface CheckoutWindow {
  open(): void;
  close(): void;
  on(event: "payment.failed", listener: (refusal: PaymentRefusal) => void): void;
}

export type CheckoutScript = new (options: CheckoutOptions) => CheckoutWindow;

declare global {
  interface Window {
    Razorpay?: CheckoutScript;
  }
}

/** Why the payment window cannot be shown. */
export class CheckoutUnavailable extends Error {
  readonly why: "offline" | "blocked";

  constructor(why: "offline" | "blocked") {
    super(`The payment service's script could not be loaded: ${why}`);
    this.name = "CheckoutUnavailable";
    this.why = why;
  }
}

const PATIENCE_MS = 20_000;

let loading: Promise<CheckoutScript> | undefined;

function inject(): Promise<CheckoutScript> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    const fail = () => {
      clearTimeout(timer);
      script.remove();
      reject(new CheckoutUnavailable(navigator.onLine ? "blocked" : "offline"));
    };
    const timer = setTimeout(fail, PATIENCE_MS);
    script.src = config.checkoutUrl;
    script.async = true;
    script.addEventListener("error", fail);
    script.addEventListener("load", () => {
      clearTimeout(timer);
      // A filter may answer with an empty file in its place.
      if (window.Razorpay) {
        resolve(window.Razorpay);
      } else {
        fail();
      }
    });
    document.head.append(script);
  });
}

/** The payment service's checkout, loaded when somebody pays. A failed attempt can be repeated. */
export function loadCheckout(): Promise<CheckoutScript> {
  if (window.Razorpay) {
    return Promise.resolve(window.Razorpay);
  }
  loading ??= inject().finally(() => {
    loading = undefined;
  });
  return loading;
}
