import {
  CircleHelp,
  CreditCard,
  ExternalLink,
  LoaderCircle,
  ShieldAlert,
  WifiOff,
} from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { OrderView } from "@/shared/api/generated/types.gen";
import { FormFailure } from "@/shared/forms/form-failure";
import { formatRupees } from "@/shared/lib/format";
import { useDelayed } from "@/shared/lib/use-delayed";
import { Button, ButtonLink } from "@/shared/ui/button";
import { CopyButton } from "@/shared/ui/copy-button";
import type { Flow } from "./flow";

interface PanelProps {
  icon: typeof CreditCard;
  title: string;
  children: ReactNode;
  actions?: ReactNode;
  turning?: boolean;
  /** Something above the page has the focus. */
  covered?: boolean;
}

/** One state of paying, in the place of the form; takes the focus, which the button that led here had. */
function Panel(props: PanelProps) {
  const { icon: Icon, title, children, actions, turning = false, covered = false } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!covered) {
      heading.current?.focus();
    }
  }, [covered]);
  return (
    <section className="rounded-card border border-line bg-surface p-5 shadow-card sm:p-7">
      <Icon
        aria-hidden
        className={`size-8 text-brand ${turning ? "animate-spin" : ""}`}
        strokeWidth={1.75}
      />
      <h3
        ref={heading}
        tabIndex={-1}
        className="mt-3 font-display font-semibold text-xl focus:outline-none"
      >
        {title}
      </h3>
      <div className="mt-1.5 grid max-w-2xl gap-2 text-ink-muted">{children}</div>
      {actions ? <div className="mt-5 flex flex-wrap gap-3">{actions}</div> : null}
    </section>
  );
}

/** Runs an action of a button, shows that it is at work, and keeps what went wrong. */
function useAction(action: () => Promise<void>) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const run = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      await action();
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return { busy, failure, run: () => void run() };
}

export function Open() {
  return (
    <Panel icon={CreditCard} title="Finish in the payment window" covered>
      <p>
        Razorpay’s window is open above this page. Close it if you have changed your mind: nothing
        is charged then.
      </p>
    </Panel>
  );
}

interface ClosedProps {
  flow: Extract<Flow, { at: "closed" | "blocked" }>;
  payOrder: (order: OrderView) => Promise<void>;
  choose: () => void;
  later: ReactNode;
}

function Retry({ flow, payOrder, choose, later }: ClosedProps) {
  const { busy, failure, run } = useAction(() => payOrder(flow.order));
  return (
    <>
      {failure ? (
        <div className="w-full">
          <FormFailure failure={failure} />
        </div>
      ) : null}
      <Button busy={busy} onClick={run}>
        {flow.at === "blocked" ? "Try again" : `Pay ${formatRupees(flow.order.amount_paise)} now`}
      </Button>
      <Button variant="outline" onClick={choose}>
        Choose another plan
      </Button>
      {later}
    </>
  );
}

export function Closed(props: ClosedProps) {
  const { flow } = props;
  if (flow.at === "blocked") {
    return flow.why === "offline" ? (
      <Panel icon={WifiOff} title="You are offline" actions={<Retry {...props} />}>
        <p>The payment window needs a connection. Your order is kept; nothing was charged.</p>
      </Panel>
    ) : (
      <Panel
        icon={ShieldAlert}
        title="The payment window was blocked"
        actions={<Retry {...props} />}
      >
        <p>
          Something in your browser or network keeps Razorpay’s checkout from loading: an ad
          blocker, most of the time. Allow checkout.razorpay.com, or use another browser, and try
          again.
        </p>
        <p>Your order is kept; nothing was charged.</p>
      </Panel>
    );
  }
  const { order, refusal } = flow;
  return (
    <Panel
      icon={refusal ? CircleHelp : CreditCard}
      title={refusal ? "The payment did not go through" : "Not paid yet"}
      actions={<Retry {...props} />}
    >
      {refusal ? (
        <>
          <p className="font-medium text-ink">{refusal}</p>
          <p>
            Try again, with another card or app if you like. If money has left your account, your
            bank returns it by itself.
          </p>
        </>
      ) : (
        <>
          <p>
            Your order stays: {order.plan.name} for {formatRupees(order.amount_paise)}.
          </p>
          <p>
            Have you paid in an app on your phone? Then wait here and do not pay again: we notice by
            ourselves, usually within a minute.
          </p>
        </>
      )}
    </Panel>
  );
}

const LONG_MS = 45_000;

interface CheckingProps {
  flow: Extract<Flow, { at: "checking" }>;
  outOfReach: boolean;
}

export function Checking({ flow, outOfReach }: CheckingProps) {
  const long = useDelayed(true, LONG_MS);
  const payment = flow.result.razorpay_payment_id;
  return (
    <Panel icon={LoaderCircle} turning title="We are checking your payment">
      <p className="font-medium text-ink">Please do not pay again.</p>
      <p>
        The payment window says that you have paid {formatRupees(flow.order.amount_paise)}. We are
        waiting for the confirmation, which usually takes a few seconds.
      </p>
      <p role="status">
        {outOfReach ? "We cannot reach Codementee at the moment, and keep trying." : ""}
        {long
          ? " It takes longer than usual. You can leave this page: as soon as the payment is confirmed we write to you, and what you bought is on your account."
          : ""}
      </p>
      {long ? (
        <p className="flex flex-wrap items-center gap-x-1">
          Payment <code className="break-all font-mono">{payment}</code>
          <CopyButton text={payment} subject="the payment’s number" />
        </p>
      ) : null}
    </Panel>
  );
}

export function Disputed({ flow }: { flow: Extract<Flow, { at: "disputed" }> }) {
  return (
    <Panel
      icon={ShieldAlert}
      title="We could not match this payment"
      actions={
        <ButtonLink to={`/mentee/orders/${flow.order.id}`} variant="outline">
          <ExternalLink aria-hidden className="size-4" />
          See the order
        </ButtonLink>
      }
    >
      <p>
        What the payment window told us does not fit your order, so nothing was booked. Please do
        not pay again: write to us with the order’s number, and we sort it out or send the money
        back.
      </p>
      <p className="flex flex-wrap items-center gap-x-1">
        Order <code className="break-all font-mono">{flow.order.id}</code>
        <CopyButton text={flow.order.id} subject="the order’s number" />
      </p>
    </Panel>
  );
}
