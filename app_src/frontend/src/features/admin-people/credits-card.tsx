import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useWatch } from "react-hook-form";
import { callApi } from "@/shared/api/client";
import { hasCode } from "@/shared/api/errors";
import { adjustCredits } from "@/shared/api/generated/sdk.gen";
import type { AdminUser, CreditAdjustment } from "@/shared/api/generated/types.gen";
import { ChoiceField, NumberField, TextField } from "@/shared/forms/fields";
import { Form } from "@/shared/forms/form";
import { SubmitButton } from "@/shared/forms/submit-button";
import { useApiForm } from "@/shared/forms/use-api-form";
import { z } from "@/shared/forms/zod";
import { countOf } from "@/shared/lib/format";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { Dialog } from "@/shared/ui/dialog";
import { toast } from "@/shared/ui/toast";

const MOST = 24;
const whole = z
  .number("Type a number")
  .int("Whole numbers only")
  .min(1, "At least 1")
  .max(MOST, `At most ${MOST}`);

const schema = z
  .object({
    direction: z.enum(["give", "take"]),
    count: whole,
    months: whole.nullish(),
    reason: z.string().trim().min(1, "Say why: it stands in the audit log").max(120),
  })
  .transform(
    ({ direction, count, months, reason }): CreditAdjustment =>
      direction === "give"
        ? { delta: count, months: months ?? 1, reason }
        : { delta: -count, reason },
  );

/** The same key for the same intention: what is sent again after a lost answer is done once. */
function useIntention() {
  const last = useRef({ text: "", key: "" });
  return {
    keyFor: (body: unknown) => {
      const text = JSON.stringify(body);
      if (last.current.text !== text) {
        last.current = { text, key: crypto.randomUUID() };
      }
      return last.current.key;
    },
    settled: () => {
      last.current = { text: "", key: "" };
    },
  };
}

function Months() {
  const direction: unknown = useWatch({ name: "direction" });
  return direction === "give" ? (
    <NumberField
      name="months"
      label="Months they last"
      hint="From today, in calendar months."
      min={1}
      max={MOST}
      step={1}
    />
  ) : null;
}

interface AdjustProps {
  user: AdminUser;
  intention: ReturnType<typeof useIntention>;
  onDone: (available: number) => void;
}

function AdjustForm({ user, intention, onDone }: AdjustProps) {
  const api = useApiForm({
    schema,
    defaultValues: { direction: "give", count: 1, months: 3, reason: "" },
    fieldOf: (path) => (path === "delta" ? "count" : (path as "reason")),
    submit: async (body) => {
      const { available } = await callApi((call) =>
        adjustCredits({
          ...call,
          path: { user_id: user.id },
          headers: { "Idempotency-Key": intention.keyFor(body) },
          body,
        }),
      ).catch((error) => {
        if (hasCode(error, "credits_too_few", "not_a_mentee")) {
          intention.settled();
        }
        throw error;
      });
      intention.settled();
      onDone(available);
    },
  });
  return (
    <Form api={api} label="Credits">
      <ChoiceField
        name="direction"
        label="What to do"
        choices={[
          { value: "give", label: "Give credits", description: "As goodwill; each is one mock." },
          { value: "take", label: "Take credits away", description: "Unused ones only." },
        ]}
      />
      <div className="grid gap-5 sm:grid-cols-2">
        <NumberField name="count" label="How many" min={1} max={MOST} step={1} />
        <Months />
      </div>
      <TextField
        name="reason"
        label="Reason"
        hint="Stands in the audit log."
        maxLength={120}
        autoComplete="off"
      />
      <SubmitButton pending="Changing…">Change the credits</SubmitButton>
    </Form>
  );
}

/** Giving a mentee credits, or taking unused ones away. */
export function CreditsCard({ user }: { user: AdminUser }) {
  const client = useQueryClient();
  const intention = useIntention();
  const [available, setAvailable] = useState<number>();
  return (
    <Card title="Credits">
      <p className="mb-4 text-ink-muted">
        {available === undefined
          ? "Credits come with plans. Give some as goodwill, or take unused ones away; what is left is shown after a change."
          : `After your change ${user.name} has ${countOf(available, "usable credit")}.`}
      </p>
      <Dialog
        title={`Credits of ${user.name}`}
        trigger={<Button variant="outline">Give or take credits</Button>}
      >
        {(close) => (
          <AdjustForm
            user={user}
            intention={intention}
            onDone={(left) => {
              setAvailable(left);
              close();
              toast.success(
                "The credits are changed",
                `${countOf(left, "credit")} can be used now.`,
              );
              void client.invalidateQueries({ queryKey: ["admin", "users"] });
            }}
          />
        )}
      </Dialog>
    </Card>
  );
}
