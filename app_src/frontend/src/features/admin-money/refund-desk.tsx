import { useQuery } from "@tanstack/react-query";
import { DetailPage } from "@/shared/admin/detail-page";
import { PersonLink, RowLink } from "@/shared/admin/names";
import { StateBadge } from "@/shared/admin/state-badge";
import { REFUND_STATES } from "@/shared/admin/states";
import type { AdminRefundView, RefundState } from "@/shared/api/generated/types.gen";
import { countOf, formatRupees } from "@/shared/lib/format";
import { Alert } from "@/shared/ui/alert";
import { Card } from "@/shared/ui/card";
import { CopyButton } from "@/shared/ui/copy-button";
import { Facts } from "@/shared/ui/facts";
import { Moment } from "@/shared/ui/moment";
import { refundQuery } from "./queries";
import { RefundDecision } from "./refund-decision";
import { ORIGINS } from "./refund-list";

const NEXT: Readonly<Record<RefundState, string>> = {
  requested: "It waits for a decision. Nothing is set aside and no credit is withdrawn until then.",
  rejected: "It was rejected. Nothing went back; the mentee has read the reason.",
  approved:
    "The amount is set aside and the credits are withdrawn. It is being sent to the payment service, and sent again until that answers.",
  processing: "The payment service has it. Banks take a few working days.",
  processed: "The money is back with the mentee, and a credit note is issued.",
  failed:
    "The payment service refused it. The amount is free again, and the credits are the mentee's again.",
};

function RefundFacts({ refund }: { refund: AdminRefundView }) {
  return (
    <Facts
      facts={[
        ["Mentee", <PersonLink key="mentee" id={refund.user_id} />],
        ["Amount", formatRupees(refund.amount_paise)],
        [
          "Credits that go with it",
          refund.credits > 0 ? countOf(refund.credits, "unused credit") : "None",
        ],
        ["Reason", refund.reason],
        [
          "Asked for by",
          refund.requested_by ? (
            <PersonLink key="by" id={refund.requested_by} />
          ) : (
            ORIGINS[refund.origin]
          ),
        ],
        ["Asked for", <Moment key="created" at={refund.created_at} />],
        [
          "Decided by",
          refund.decided_by ? <PersonLink key="decided" id={refund.decided_by} /> : null,
        ],
        ["Why", refund.decision_reason],
        ["Last change", <Moment key="updated" at={refund.updated_at} />],
        ["Sent or asked about", refund.attempts > 0 ? countOf(refund.attempts, "time") : null],
        [
          "Refund id at the service",
          refund.razorpay_refund_id ? (
            <span key="id" className="inline-flex flex-wrap items-center gap-1">
              <code className="break-all font-mono text-sm">{refund.razorpay_refund_id}</code>
              <CopyButton text={refund.razorpay_refund_id} subject="the refund id" />
            </span>
          ) : null,
        ],
        [
          "Order",
          <RowLink key="order" to={`/admin/orders/${refund.order_id}`}>
            Open the order
          </RowLink>,
        ],
      ]}
    />
  );
}

/** One refund and the decision on it. */
export function RefundDesk({ refundId }: { refundId: string }) {
  const query = useQuery(refundQuery(refundId));
  return (
    <DetailPage
      query={query}
      kind="Refund"
      title={({ amount_paise: amount }) => `Refund of ${formatRupees(amount)}`}
      back={{ to: "/admin/refunds", label: "Refunds" }}
      lead={({ state }) => <StateBadge states={REFUND_STATES} state={state} />}
    >
      {(refund) => (
        <div className="grid grid-cols-1 items-start gap-6 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          <Card
            title="Refund"
            aside={
              <RowLink to={`/admin/audit?subject=refund&subject_id=${refund.id}`}>
                In the audit log
              </RowLink>
            }
          >
            <RefundFacts refund={refund} />
          </Card>
          {refund.state === "requested" ? (
            <RefundDecision refund={refund} />
          ) : (
            <Alert tone={refund.state === "failed" ? "danger" : "info"} title="Where it is">
              <p>{NEXT[refund.state]}</p>
            </Alert>
          )}
        </div>
      )}
    </DetailPage>
  );
}
