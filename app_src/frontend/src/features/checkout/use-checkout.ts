import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useReducer, useRef } from "react";
import { hasCode } from "@/shared/api/errors";
import type { Checkout, NewOrder, OrderView } from "@/shared/api/generated/types.gen";
import { countOf } from "@/shared/lib/format";
import { serverNow } from "@/shared/lib/server-clock";
import { profileQuery } from "@/shared/session/profile";
import { updateUser } from "@/shared/session/store";
import { useUser } from "@/shared/session/use-session";
import { advance, type Flow, orderOf, PAID_STATES } from "./flow";
import { intentionOf, rememberIntention } from "./intentions";
import { createKeyring, placeOrder } from "./place-order";
import { isDisputed, loadOrder, watchQuery } from "./queries";
import {
  type CheckoutScript,
  CheckoutUnavailable,
  type CheckoutWindow,
  loadCheckout,
} from "./razorpay";

// The brand's green as the payment service wants it; its window is light in both themes.
const THEME = "#004e40";
// The shortest time in which somebody can pay at all.
const LEAST_SECONDS = 60;

/** Begins to load the script beside the order: both are needed. What fails is said where it is waited for. */
function fetchScript(): Promise<CheckoutScript> {
  const script = loadCheckout();
  script.catch(() => undefined);
  return script;
}

/** Where an order that was begun earlier goes on: what the checkout handed over then is still to be confirmed. */
export function resume(order: OrderView): Flow {
  if (PAID_STATES.includes(order.state)) {
    return { at: "paid", order };
  }
  const result = intentionOf(order.id)?.result;
  if (result) {
    return { at: "checking", order, result };
  }
  const refusal = order.failure?.description;
  return { at: "closed", order, ...(refusal ? { refusal } : {}) };
}

/** Paying for a plan, from the press of the button to the confirmed payment. `onPaid` is called once. */
export function useCheckout(start: Flow, onPaid: (order: OrderView) => void) {
  const [flow, dispatch] = useReducer(advance, start);
  const user = useUser();
  const queryClient = useQueryClient();
  const keyring = useRef(createKeyring()).current;
  const busy = useRef(false);
  const order = orderOf(flow);
  const result = flow.at === "checking" ? flow.result : undefined;

  const watched = useQuery({
    ...watchQuery(order?.id ?? "", result),
    enabled: order !== undefined && (flow.at === "checking" || flow.at === "closed"),
  });
  useEffect(() => {
    if (watched.data) {
      dispatch({ type: "reported", order: watched.data });
    }
    if (isDisputed(watched.error)) {
      dispatch({ type: "disputed" });
    }
  }, [watched.data, watched.error]);

  // Whoever leaves the page leaves the window above it too.
  const shown = useRef<CheckoutWindow>(undefined);
  useEffect(() => () => shown.current?.close(), []);

  const paid = flow.at === "paid" ? flow.order : undefined;
  const told = useRef(false);
  useEffect(() => {
    if (!paid || told.current) {
      return;
    }
    told.current = true;
    // Bookings, credits, orders and invoices all changed; so did what the account may do.
    void queryClient.invalidateQueries({ queryKey: ["mentee"] });
    void queryClient
      .fetchQuery({ ...profileQuery, staleTime: 0 })
      .then(updateUser, () => undefined);
    onPaid(paid);
  }, [paid, queryClient, onPaid]);

  async function open({ order, razorpay_key_id }: Checkout, script: Promise<CheckoutScript>) {
    if (PAID_STATES.includes(order.state) || !order.razorpay_order_id) {
      dispatch({ type: "reported", order });
      return;
    }
    try {
      const Razorpay = await script;
      const left = Math.floor((Date.parse(order.expires_at) - serverNow()) / 1_000);
      const opened = new Razorpay({
        key: razorpay_key_id,
        order_id: order.razorpay_order_id,
        amount: order.amount_paise,
        currency: order.currency,
        name: "Codementee",
        description: `${order.plan.name} plan: ${countOf(order.plan.mocks, "mock interview")}`,
        prefill: { name: user.name, email: user.email },
        theme: { color: THEME },
        timeout: Math.max(left, LEAST_SECONDS),
        modal: {
          escape: true,
          confirm_close: true,
          ondismiss: () => {
            shown.current = undefined;
            dispatch({ type: "dismissed" });
          },
        },
        handler: ({ razorpay_order_id, razorpay_payment_id, razorpay_signature }) => {
          shown.current = undefined;
          // Whatever else it may hand over one day: the API takes these three.
          const result = { razorpay_order_id, razorpay_payment_id, razorpay_signature };
          const key = intentionOf(order.id)?.key ?? "";
          rememberIntention(order.id, { key, result });
          dispatch({ type: "handed", result });
        },
      });
      opened.on("payment.failed", ({ error }) =>
        dispatch({ type: "refused", reason: error.description ?? "The payment was refused." }),
      );
      dispatch({ type: "opened", order });
      opened.open();
      shown.current = opened;
    } catch (error) {
      const why = error instanceof CheckoutUnavailable ? error.why : "blocked";
      dispatch({ type: "unavailable", why, order });
    }
  }

  /** Nothing is done twice at the same time, whoever presses how often. Throws what the API refuses with. */
  async function once(work: () => Promise<void>): Promise<void> {
    if (busy.current || flow.at === "open" || flow.at === "checking") {
      return;
    }
    busy.current = true;
    try {
      await work();
    } finally {
      busy.current = false;
    }
  }

  /** Whether the order before this one was paid after all: then nothing more may be asked for. */
  async function paidMeanwhile(before: OrderView | undefined): Promise<boolean> {
    if (!before) {
      return false;
    }
    const current = await loadOrder(before.id);
    dispatch({ type: "reported", order: current });
    return PAID_STATES.includes(current.state);
  }

  const lastOrder = useRef(order);
  if (order) {
    lastOrder.current = order;
  }

  return {
    flow,
    /** The API could not be asked the last time; it is asked again. */
    outOfReach: watched.isError && !isDisputed(watched.error),
    choose: () => dispatch({ type: "choose" }),
    /** Places the order (or finds it again) and opens the payment window. */
    pay: (wanted: NewOrder) =>
      once(async () => {
        const script = fetchScript();
        if (await paidMeanwhile(lastOrder.current)) {
          return;
        }
        try {
          const placed = await placeOrder(wanted, keyring(wanted));
          // This page was open for so long that its order ran out.
          const stale = placed.order.state === "expired" && !wanted.booking_id;
          await open(stale ? await placeOrder(wanted, crypto.randomUUID()) : placed, script);
        } catch (error) {
          if (hasCode(error, "booking_not_awaiting_payment", "plan_not_on_sale")) {
            void queryClient.invalidateQueries({ queryKey: ["mentee", "bookings"] });
            void queryClient.invalidateQueries({ queryKey: ["pricing-plans"] });
          }
          throw error;
        }
      }),
    /** Opens the payment window for an order that was placed before. */
    payOrder: (placed: OrderView) =>
      once(async () => {
        const script = fetchScript();
        if (await paidMeanwhile(placed)) {
          return;
        }
        const wanted: NewOrder = { plan_code: placed.plan.code, booking_id: placed.booking_id };
        const key = intentionOf(placed.id)?.key || keyring(wanted);
        await open(await placeOrder(wanted, key), script);
      }),
  };
}
