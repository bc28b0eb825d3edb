import { useQuery, useQueryClient } from "@tanstack/react-query";
import { userQuery } from "@/shared/admin/lookups";
import { callApi } from "@/shared/api/client";
import { hasCode } from "@/shared/api/errors";
import { approveRefund, rejectRefund } from "@/shared/api/generated/sdk.gen";
import type { AdminRefundView } from "@/shared/api/generated/types.gen";
import { TextField } from "@/shared/forms/fields";
import { Form } from "@/shared/forms/form";
import { SubmitButton } from "@/shared/forms/submit-button";
import { useApiForm } from "@/shared/forms/use-api-form";
import { z } from "@/shared/forms/zod";
import { countOf, formatRupees } from "@/shared/lib/format";
import { useUser } from "@/shared/session/use-session";
import { Alert } from "@/shared/ui/alert";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { ConfirmButton } from "@/shared/ui/confirm-button";
import { Dialog } from "@/shared/ui/dialog";
import { toast } from "@/shared/ui/toast";
import { ORDERS, REFUNDS, refundQuery } from "./queries";

/** What follows from a decision, or from somebody else's that came first. */
function useDecided(refundId: string) {
  const client = useQueryClient();
  const reload = (except?: string) => {
    void client.invalidateQueries({
      queryKey: REFUNDS,
      predicate: ({ queryKey }) => queryKey[2] !== except,
    });
    void client.invalidateQueries({ queryKey: ORDERS });
  };
  return {
    done: (refund: AdminRefundView) => {
      client.setQueryData(refundQuery(refundId).queryKey, refund);
      reload("one");
    },
    refused: (error: unknown) => {
      if (hasCode(error, "refund_decided")) {
        toast.failure("Somebody else has decided already", error);
        reload();
      }
    },
  };
}

function RejectForm({ refund, close }: { refund: AdminRefundView; close: () => void }) {
  const decided = useDecided(refund.id);
  const api = useApiForm({
    schema: z.object({
      reason: z.string().trim().min(1, "Say why: the mentee reads it").max(120),
    }),
    defaultValues: { reason: "" },
    submit: async (body) => {
      try {
        const rejected = await callApi((call) =>
          rejectRefund({ ...call, path: { refund_id: refund.id }, body }),
        );
        close();
        decided.done(rejected);
        toast.success("The refund is rejected", "The mentee gets a mail with the reason.");
      } catch (error) {
        decided.refused(error);
        throw error;
      }
    },
  });
  return (
    <Form api={api} label="Reject the refund">
      <p className="text-ink-muted">
        Nothing goes back, and the credits stay the mentee's. They can ask again.
      </p>
      <TextField
        name="reason"
        label="Reason"
        hint="The mentee reads it in their mail."
        maxLength={120}
        autoComplete="off"
      />
      <SubmitButton variant="danger" pending="Rejecting…">
        Reject the refund
      </SubmitButton>
    </Form>
  );
}

/** Approving or rejecting, with what each means; never by who asked for it. */
export function RefundDecision({ refund }: { refund: AdminRefundView }) {
  const user = useUser();
  const decided = useDecided(refund.id);
  const mentee = useQuery(userQuery(refund.user_id)).data?.name ?? "the mentee";
  const own = refund.requested_by === user.id;
  const amount = formatRupees(refund.amount_paise);
  const consequences = [
    `${amount} goes back to ${mentee}, the way it was paid.`,
    refund.credits > 0
      ? `${countOf(refund.credits, "unused credit")} of the order ${refund.credits === 1 ? "is" : "are"} withdrawn.`
      : "No credit is withdrawn.",
    `A credit note is issued, and ${mentee} gets a mail.`,
  ];
  return (
    <Card title="Decide">
      <ul className="mb-5 list-disc space-y-1 pl-5 text-ink-muted">
        {consequences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {own ? (
        <div className="mb-5">
          <Alert>
            You asked for this refund, so another administrator approves it. You can take it back by
            rejecting it.
          </Alert>
        </div>
      ) : null}
      <div className="flex flex-wrap gap-3">
        <ConfirmButton
          label="Approve"
          variant="primary"
          disabled={own}
          title={`Pay ${amount} back?`}
          confirm={`Pay ${amount} back`}
          keep="Not now"
          dangerous={false}
          onConfirm={async () => {
            try {
              decided.done(
                await callApi((call) => approveRefund({ ...call, path: { refund_id: refund.id } })),
              );
              toast.success("The refund is approved");
            } catch (error) {
              decided.refused(error);
              throw error;
            }
          }}
        >
          <p>This cannot be taken back once it is sent.</p>
          <ul className="mt-2 list-disc space-y-1 pl-5">
            {consequences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </ConfirmButton>
        <Dialog
          title="Reject the refund?"
          trigger={<Button variant="outline">{own ? "Take it back" : "Reject"}</Button>}
        >
          {(close) => <RejectForm refund={refund} close={close} />}
        </Dialog>
      </div>
    </Card>
  );
}
