import { useQuery, useQueryClient } from "@tanstack/react-query";
import { RowLink } from "@/shared/admin/names";
import { callApi } from "@/shared/api/client";
import { reconcileOrder } from "@/shared/api/generated/sdk.gen";
import type { AdminOrderView } from "@/shared/api/generated/types.gen";
import { useMutation } from "@/shared/api/use-mutation";
import { FormFailure } from "@/shared/forms/form";
import { dayKey } from "@/shared/lib/time";
import { Alert } from "@/shared/ui/alert";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { CopyButton } from "@/shared/ui/copy-button";
import { Facts } from "@/shared/ui/facts";
import { Moment } from "@/shared/ui/moment";
import { INDIA } from "./invoice-period";
import { invoiceNumberQuery, ORDERS, orderQuery } from "./queries";

function Id({ value, subject }: { value: string; subject: string }) {
  return (
    <span className="inline-flex flex-wrap items-center gap-1">
      <code className="break-all font-mono text-sm">{value}</code>
      <CopyButton text={value} subject={subject} />
    </span>
  );
}

/** Its number, and the register on the day of the payment, which has the figures. */
function Invoice({ orderId, paidAt }: { orderId: string; paidAt: string }) {
  const number = useQuery(invoiceNumberQuery(orderId)).data;
  const day = dayKey(paidAt, INDIA);
  return (
    <>
      {number ? <Id value={number} subject="the invoice number" /> : null}
      <span className="block">
        <RowLink to={`/admin/invoices?from=${day}&to=${day}`}>Invoices of that day</RowLink>
      </span>
    </>
  );
}

function Reconcile({ order }: { order: AdminOrderView }) {
  const client = useQueryClient();
  const reconcile = useMutation({
    mutationFn: () => callApi((call) => reconcileOrder({ ...call, path: { order_id: order.id } })),
    onSuccess: (fresh) => {
      client.setQueryData(orderQuery(order.id).queryKey, fresh);
      void client.invalidateQueries({
        queryKey: ORDERS,
        predicate: ({ queryKey }) => queryKey[2] !== "one",
      });
    },
  });
  return (
    <div className="mt-5 grid gap-3 border-line border-t pt-5">
      <p className="text-ink-muted text-sm">
        Payments that nobody reported to us are found by asking. It happens by itself
        {order.next_check_at ? (
          <>
            , next <Moment at={order.next_check_at} />
          </>
        ) : null}
        .
      </p>
      <FormFailure failure={reconcile.error} />
      {reconcile.isSuccess ? (
        <Alert tone="success">
          Asked. {reconcile.data.payment ? "The payment is known." : "It knows of no payment."}
        </Alert>
      ) : null}
      <div>
        <Button variant="outline" busy={reconcile.isPending} onClick={() => reconcile.mutate()}>
          {reconcile.isPending ? "Asking…" : "Ask the payment service now"}
        </Button>
      </div>
    </div>
  );
}

/** What is known of the payment, and asking about it. */
export function PaymentCard({ order }: { order: AdminOrderView }) {
  const { payment, failure } = order;
  return (
    <Card title="Payment">
      {failure && !payment ? (
        <div className="mb-4">
          <Alert tone="warning" title="The last attempt failed">
            <p>
              {failure.description || failure.code} (<Moment at={failure.at} />)
            </p>
          </Alert>
        </div>
      ) : null}
      <Facts
        facts={[
          ["State", payment ? "Captured" : "Nothing was captured yet"],
          ["Captured", payment ? <Moment key="at" at={payment.captured_at} /> : null],
          ["Method", payment?.method],
          [
            "Payment id",
            payment ? <Id key="id" value={payment.id} subject="the payment id" /> : null,
          ],
          [
            "Order id at the service",
            order.razorpay_order_id ? (
              <Id key="order" value={order.razorpay_order_id} subject="the order id" />
            ) : (
              "Not placed there yet"
            ),
          ],
          [
            "Invoice",
            payment ? (
              <Invoice key="invoice" orderId={order.id} paidAt={payment.captured_at} />
            ) : null,
          ],
        ]}
      />
      <Reconcile order={order} />
    </Card>
  );
}
