import { useQueryClient } from "@tanstack/react-query";
import { useWatch } from "react-hook-form";
import { useNavigate } from "react-router";
import { atField } from "@/shared/admin/at-field";
import { callApi } from "@/shared/api/client";
import { createRefund } from "@/shared/api/generated/sdk.gen";
import type { AdminOrderView } from "@/shared/api/generated/types.gen";
import { NumberField, TextField } from "@/shared/forms/fields";
import { Form } from "@/shared/forms/form";
import { parseRupees, rupees, rupeesText } from "@/shared/forms/rupees";
import { SubmitButton } from "@/shared/forms/submit-button";
import { useApiForm } from "@/shared/forms/use-api-form";
import { z } from "@/shared/forms/zod";
import { formatRupees } from "@/shared/lib/format";
import { Alert } from "@/shared/ui/alert";
import { Button } from "@/shared/ui/button";
import { Dialog } from "@/shared/ui/dialog";
import { toast } from "@/shared/ui/toast";
import { REFUNDS } from "./queries";

interface RefundProps {
  order: AdminOrderView;
  /** What can still go back, in paise. */
  left: number;
}

const schema = (left: number) =>
  z.object({
    amount_paise: rupees({ max: left }),
    withdraw_credits: z.number().int("Whole numbers only").min(0).max(100).nullish(),
    reason: z.string().trim().min(1, "Say why: the mentee reads it").max(120),
  });

function Credits({ left }: { left: number }) {
  const amount: unknown = useWatch({ name: "amount_paise" });
  if (typeof amount === "string" && parseRupees(amount) === left) {
    return (
      <Alert>This is everything that is left, so all unused credits of the order go with it.</Alert>
    );
  }
  return (
    <NumberField
      name="withdraw_credits"
      label="Unused credits that go with it (optional)"
      hint="Left empty: as many as the amount paid for, rounded up."
      min={0}
      max={100}
      step={1}
    />
  );
}

function RefundForm({ order, left, close }: RefundProps & { close: () => void }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const api = useApiForm({
    schema: schema(left),
    defaultValues: { amount_paise: rupeesText(left), withdraw_credits: null, reason: "" },
    submit: async (body) => {
      const work = callApi((call) => createRefund({ ...call, path: { order_id: order.id }, body }));
      const refund = await atField(
        atField(work, "refund_too_high", {
          path: "amount_paise",
          message: "More than is left of the payment by now",
        }),
        "credits_too_few",
        { path: "withdraw_credits", message: "The order has fewer unused credits" },
      );
      await client.invalidateQueries({ queryKey: REFUNDS });
      close();
      toast.success("The refund is asked for", "Another administrator decides on it.");
      await navigate(`/admin/refunds/${refund.id}`);
    },
  });
  return (
    <Form api={api} label="Refund">
      <p className="text-ink-muted">
        Nothing is paid back yet: another administrator has to approve it. Up to{" "}
        {formatRupees(left)} can go back.
      </p>
      <TextField
        name="amount_paise"
        label="Amount in rupees"
        inputMode="decimal"
        autoComplete="off"
      />
      <Credits left={left} />
      <TextField
        name="reason"
        label="Reason"
        hint="The mentee reads it."
        maxLength={120}
        autoComplete="off"
      />
      <SubmitButton pending="Asking…">Ask for the refund</SubmitButton>
    </Form>
  );
}

export function NewRefund(props: RefundProps) {
  return (
    <Dialog title="Ask for a refund" trigger={<Button variant="outline">Ask for a refund</Button>}>
      {(close) => <RefundForm {...props} close={close} />}
    </Dialog>
  );
}
