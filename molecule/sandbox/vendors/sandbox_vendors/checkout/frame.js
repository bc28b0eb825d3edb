// The page in the frame: asks what is to be paid, does what it is told through the control endpoints, tells the shop.
"use strict";

// How long the events of a late payment are on their way.
const LATE_SECONDS = 10;

const part = (id) => document.getElementById(id);
let shop;
let options;

const tell = (event, more = {}) => window.parent.postMessage({ event, ...more }, shop);

function say(text) {
  part("message").textContent = text;
  part("message").hidden = text === "";
}

async function ask(path, body) {
  const answer = await fetch(path, {
    method: body ? "POST" : "GET",
    ...(body ? { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) } : {}),
  });
  const content = await answer.json();
  if (!answer.ok) {
    throw new Error(content.error?.description ?? content.detail ?? `The service answered ${answer.status}`);
  }
  return content;
}

function pay(more) {
  const { email, contact } = options.prefill ?? {};
  const payer = { ...(email ? { email } : {}), ...(contact ? { contact } : {}) };
  return ask("/_control/razorpay/pay", { order_id: options.order_id, ...payer, ...more });
}

const actions = {
  async pay() {
    const { events, ...result } = await pay({});
    tell("complete", { result });
  },
  async fail() {
    const { razorpay_payment_id: payment_id, razorpay_order_id: order_id } = await pay({ outcome: "failed" });
    const error = {
      code: "BAD_REQUEST_ERROR",
      description: "Payment failed at the bank",
      source: "bank",
      step: "payment_authorization",
      reason: "payment_failed",
      metadata: { payment_id, order_id },
    };
    tell("failed", { error });
    say("The bank refused the payment. Try again, or close this window.");
  },
  // Paid in another app, and the way back to the page was lost: only the webhook will tell.
  async late() {
    await pay({ late_seconds: LATE_SECONDS });
    tell("dismiss");
  },
  async close() {
    tell("dismiss");
  },
};

async function run(action) {
  const buttons = [...document.querySelectorAll("button")];
  for (const button of buttons) {
    button.disabled = true;
  }
  say("");
  try {
    await action();
  } catch (error) {
    say(error.message);
  }
  for (const button of buttons) {
    button.disabled = false;
  }
}

async function start() {
  document.documentElement.style.setProperty("--theme", options.theme?.color ?? "#0f4c45");
  part("name").textContent = options.name ?? "Payment";
  part("description").textContent = options.description ?? "";
  part("choices").hidden = false;
  const query = new URLSearchParams({ key_id: options.key, order_id: options.order_id });
  const order = await ask(`/v1/checkout/preferences?${query}`);
  const rupees = new Intl.NumberFormat("en-IN", { style: "currency", currency: order.currency });
  part("amount").textContent = rupees.format(order.amount_due / 100);
  if (order.status === "paid") {
    throw new Error("This order is paid already.");
  }
  part("pay").focus();
}

for (const [name, action] of Object.entries(actions)) {
  part(name).addEventListener("click", () => void run(action));
}
window.addEventListener("keydown", ({ key }) => {
  if (key === "Escape" && options?.escape) {
    tell("dismiss");
  }
});
window.addEventListener("message", ({ source, origin, data }) => {
  if (source === window.parent && data.event === "open" && !options) {
    shop = origin;
    options = data.options;
    start().catch((error) => say(error.message));
  }
});
// To whom, is not known yet; and there is nothing in it.
window.parent.postMessage({ event: "ready" }, "*");
