import { useQuery } from "@tanstack/react-query";
import { DetailPage } from "@/shared/admin/detail-page";
import { PersonLink, RowLink } from "@/shared/admin/names";
import { StateBadge } from "@/shared/admin/state-badge";
import { ORDER_STATES } from "@/shared/admin/states";
import type { AdminOrderView } from "@/shared/api/generated/types.gen";
import { countOf, formatRupees } from "@/shared/lib/format";
import { Alert } from "@/shared/ui/alert";
import { Card } from "@/shared/ui/card";
import { Facts } from "@/shared/ui/facts";
import { Moment } from "@/shared/ui/moment";
import { PaymentCard } from "./payment-card";
import { orderQuery } from "./queries";
import { RefundsCard } from "./refunds-card";

function OrderCard({ order }: { order: AdminOrderView }) {
  const { plan } = order;
  const underWay = order.reserved_paise - order.refunded_paise;
  return (
    <Card title="Order">
      <Facts
        facts={[
          ["Mentee", <PersonLink key="mentee" id={order.user_id} />],
          [
            "Plan",
            `${plan.name}: ${countOf(plan.mocks, "mock")} within ${countOf(plan.months, "month")}`,
          ],
          ["Amount, tax included", formatRupees(order.amount_paise)],
          ["Refunded", order.refunded_paise > 0 ? formatRupees(order.refunded_paise) : "Nothing"],
          ["Being refunded", underWay > 0 ? formatRupees(underWay) : null],
          [
            "For",
            order.booking_id ? (
              <RowLink key="booking" to={`/admin/bookings/${order.booking_id}`}>
                Open the booking
              </RowLink>
            ) : (
              "The plan alone, no booking"
            ),
          ],
          ["Ordered", <Moment key="created" at={order.created_at} />],
          [
            "Can be paid until",
            order.payment ? null : <Moment key="expires" at={order.expires_at} />,
          ],
          ["Terms of cancelling", order.policy_version],
        ]}
      />
      <p className="mt-4 border-line border-t pt-3">
        <RowLink to={`/admin/audit?subject=order&subject_id=${order.id}`}>
          This order in the audit log
        </RowLink>
      </p>
    </Card>
  );
}

/** One order: what was bought, the payment, and what went back. */
export function OrderDesk({ orderId }: { orderId: string }) {
  const query = useQuery(orderQuery(orderId));
  return (
    <DetailPage
      query={query}
      kind="Order"
      title={({ plan, amount_paise }) => `${plan.name}, ${formatRupees(amount_paise)}`}
      back={{ to: "/admin/orders", label: "Orders" }}
      lead={({ state }) => <StateBadge states={ORDER_STATES} state={state} />}
    >
      {(order) => (
        <div className="grid grid-cols-1 items-start gap-6 xl:grid-cols-2">
          {order.mismatches > 0 ? (
            <div className="xl:col-span-2">
              <Alert tone="danger" title="A payment was reported that does not fit this order">
                <p>
                  {countOf(order.mismatches, "payment")} of another amount, currency or order{" "}
                  {order.mismatches === 1 ? "was" : "were"} not applied. The audit log names them:
                  compare them with the payment service, and give the money back there.
                </p>
              </Alert>
            </div>
          ) : null}
          <OrderCard order={order} />
          <PaymentCard order={order} />
          <div className="xl:col-span-2">
            <RefundsCard order={order} />
          </div>
        </div>
      )}
    </DetailPage>
  );
}
