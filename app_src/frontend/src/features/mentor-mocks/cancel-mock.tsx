import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { callApi } from "@/shared/api/client";
import { hasCode } from "@/shared/api/errors";
import { mentorCancelMock } from "@/shared/api/generated/sdk.gen";
import type { MockView } from "@/shared/api/generated/types.gen";
import { TextAreaField } from "@/shared/forms/fields";
import { Form } from "@/shared/forms/form";
import { SubmitButton } from "@/shared/forms/submit-button";
import { useApiForm } from "@/shared/forms/use-api-form";
import { z } from "@/shared/forms/zod";
import { formatRelative } from "@/shared/lib/time";
import { Alert } from "@/shared/ui/alert";
import { Button } from "@/shared/ui/button";
import { Dialog } from "@/shared/ui/dialog";
import { toast } from "@/shared/ui/toast";
import { MENTOR_MOCKS } from "./queries";

const LONGEST = 500;
const SHORT_NOTICE_MS = 24 * 3_600_000;
const SCHEMA = z.object({
  reason: z
    .string()
    .trim()
    .min(1, "Give a reason: the mentee reads it")
    .max(LONGEST, `At most ${LONGEST} characters`),
});

function CancelForm({ mock, onClose }: { mock: MockView; onClose: () => void }) {
  const queryClient = useQueryClient();
  const [now] = useState(() => Date.now());
  const api = useApiForm({
    schema: SCHEMA,
    defaultValues: { reason: "" },
    submit: async ({ reason }) => {
      try {
        await callApi((call) =>
          mentorCancelMock({ ...call, path: { mock_id: mock.id }, body: { reason } }),
        );
      } catch (error) {
        if (hasCode(error, "booking_moved_on", "cancellation_closed")) {
          // The page behind shows what it has become.
          void queryClient.invalidateQueries({ queryKey: MENTOR_MOCKS });
        }
        throw error;
      }
      onClose();
      toast.success("The mock is cancelled", `${mock.mentee.name} gets a mail with your reason.`);
      await queryClient.invalidateQueries({ queryKey: MENTOR_MOCKS });
    },
  });
  const soon = new Date(mock.start_at).getTime() - now < SHORT_NOTICE_MS;
  return (
    <Form api={api} label="Cancel the mock">
      <Alert tone="warning">
        <p>
          {mock.mentee.name} gets the credit back at once, and a mail. The time is free again in
          your calendar. This cannot be undone.
        </p>
        {soon ? (
          <p className="mt-1 font-medium">
            It starts {formatRelative(mock.start_at, now)}: at such short notice, cancel only if you
            really cannot come.
          </p>
        ) : null}
      </Alert>
      <TextAreaField
        name="reason"
        label="Reason"
        hint={`${mock.mentee.name} reads this in the mail.`}
        maxLength={LONGEST}
        rows={3}
        required
      />
      <div className="flex flex-wrap-reverse justify-end gap-3">
        <Button variant="outline" onClick={onClose}>
          Keep the mock
        </Button>
        <SubmitButton variant="danger" pending="Cancelling…">
          Cancel the mock
        </SubmitButton>
      </div>
    </Form>
  );
}

/** Says what cancelling means, asks for the reason, and cancels. */
export function CancelMock({ mock }: { mock: MockView }) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      title="Cancel this mock?"
      trigger={<Button variant="outline">Cancel the mock</Button>}
      open={open}
      onOpenChange={setOpen}
    >
      {open ? <CancelForm mock={mock} onClose={() => setOpen(false)} /> : null}
    </Dialog>
  );
}
