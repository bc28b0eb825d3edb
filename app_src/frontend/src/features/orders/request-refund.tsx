import { useQueryClient } from "@tanstack/react-query";
import { callApi } from "@/shared/api/client";
import { requestRefund } from "@/shared/api/generated/sdk.gen";
import type { OrderView } from "@/shared/api/generated/types.gen";
import { TextAreaField } from "@/shared/forms/fields";
import { Form } from "@/shared/forms/form";
import { SubmitButton } from "@/shared/forms/submit-button";
import { useApiForm } from "@/shared/forms/use-api-form";
import { z } from "@/shared/forms/zod";
import { countOf, formatRupees } from "@/shared/lib/format";
import { Button } from "@/shared/ui/button";
import { Dialog } from "@/shared/ui/dialog";
import { toast } from "@/shared/ui/toast";
import { ORDERS_KEY } from "./queries";

const MOST = 200;
const schema = z.object({
  reason: z
    .string()
    .trim()
    .min(1, "Tell us why, in a few words")
    .max(MOST, `At most ${MOST} characters`),
});

interface RequestRefundProps {
  order: OrderView;
  unused: number;
  amountPaise: number;
}

function Request({ order, onDone }: { order: OrderView; onDone: () => void }) {
  const queryClient = useQueryClient();
  const api = useApiForm({
    schema,
    defaultValues: { reason: "" },
    submit: async (body) => {
      const refund = await callApi((call) =>
        requestRefund({ ...call, path: { order_id: order.id }, body }),
      );
      await queryClient.invalidateQueries({ queryKey: ORDERS_KEY });
      toast.success(
        "We have your request",
        `${formatRupees(refund.amount_paise)} for ${countOf(refund.credits, "unused mock")}. We write to you when it is decided.`,
      );
      onDone();
    },
  });
  return (
    <Form api={api} label="Ask for a refund">
      <TextAreaField
        name="reason"
        label="Why?"
        hint="A few words are enough"
        maxLength={MOST}
        rows={3}
      />
      <div className="flex flex-wrap-reverse justify-end gap-3">
        <Button variant="outline" onClick={onDone}>
          Keep the mocks
        </Button>
        <SubmitButton pending="Sending">Ask for the refund</SubmitButton>
      </div>
    </Form>
  );
}

/** Asking for the price of what was not used; the rules stand before the button. */
export function RequestRefund({ order, unused, amountPaise }: RequestRefundProps) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-4">
      <p className="max-w-xl text-ink-muted">
        You have {countOf(unused, "mock")} of this order left. We pay back their share of the price:{" "}
        <strong className="text-ink">{formatRupees(amountPaise)}</strong>.
      </p>
      <Dialog
        title={`Ask for ${formatRupees(amountPaise)} back?`}
        description={
          <p>
            {unused === 1 ? "The unused mock leaves" : `The ${unused} unused mocks leave`} your
            account once the refund is granted. Until then you can use{" "}
            {unused === 1 ? "it" : "them"}; what you use is not paid back. The money goes to what
            you paid with.
          </p>
        }
        trigger={<Button variant="outline">Ask for a refund</Button>}
      >
        {(close) => <Request order={order} onDone={close} />}
      </Dialog>
    </div>
  );
}
