// Stand-in for Razorpay's checkout.js: the same global, options, events and ways to dress its overlay (style attributes
// and a <style> element, which a page's content security policy has to allow).
(() => {
  "use strict";

  const origin = new URL(document.currentScript.src).origin;

  function build(name) {
    const container = document.createElement("div");
    container.className = "razorpay-container";
    container.innerHTML = "<style>@keyframes rzp-rot{to{transform:rotate(360deg)}}</style>";
    Object.assign(container.style, {
      position: "fixed",
      inset: "0",
      zIndex: "1000000000",
      background: "rgb(0 0 0 / 60%)",
    });
    const frame = document.createElement("iframe");
    frame.className = "razorpay-checkout-frame";
    frame.title = `Payment to ${name}`;
    frame.setAttribute("style", "position: relative; display: block; width: 100%; height: 100%; border: 0; z-index: 2");
    frame.setAttribute("allow", "payment");
    frame.src = `${origin}/v1/checkout/public`;
    container.append(frame);
    return { container, frame };
  }

  class Razorpay {
    #options;
    #listeners = new Map();
    #overlay;
    #overflow = "";
    #onMessage = (message) => this.#receive(message);

    constructor(options = {}) {
      for (const name of ["key", "order_id"]) {
        if (typeof options[name] !== "string" || options[name] === "") {
          throw new Error(`No ${name} passed`);
        }
      }
      this.#options = options;
    }

    on(event, listener) {
      this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
      return this;
    }

    open() {
      if (this.#overlay) {
        return this;
      }
      window.addEventListener("message", this.#onMessage);
      this.#overlay = build(this.#options.name ?? "");
      this.#overflow = document.body.style.overflow;
      document.body.style.overflow = "hidden";
      document.body.append(this.#overlay.container);
      this.#overlay.frame.focus();
      return this;
    }

    close() {
      this.#remove();
      this.#options.modal?.ondismiss?.();
    }

    #remove() {
      window.removeEventListener("message", this.#onMessage);
      this.#overlay?.container.remove();
      this.#overlay = undefined;
      document.body.style.overflow = this.#overflow;
    }

    #receive({ origin: sender, source, data }) {
      const frame = this.#overlay?.frame;
      if (sender !== origin || !frame || source !== frame.contentWindow) {
        return;
      }
      switch (data.event) {
        case "ready": {
          const { key, order_id, name, description, prefill, theme, modal } = this.#options;
          const escape = modal?.escape !== false;
          frame.contentWindow.postMessage(
            { event: "open", options: { key, order_id, name, description, prefill, theme, escape } },
            origin,
          );
          break;
        }
        case "complete":
          this.#remove();
          this.#options.handler?.(data.result);
          break;
        case "failed":
          for (const listener of this.#listeners.get("payment.failed") ?? []) {
            listener({ error: data.error });
          }
          break;
        case "dismiss":
          this.close();
          break;
      }
    }
  }

  window.Razorpay = Razorpay;
})();
