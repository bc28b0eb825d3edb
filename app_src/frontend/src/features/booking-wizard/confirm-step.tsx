import { useQuery } from "@tanstack/react-query";
import { Ticket } from "lucide-react";
import type { Dispatch } from "react";
import { creditsQuery } from "@/shared/api/credits";
import { hasCode } from "@/shared/api/errors";
import type { BookingView, CreditOverview } from "@/shared/api/generated/types.gen";
import { countOf } from "@/shared/lib/format";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { Moment } from "@/shared/ui/moment";
import type { ChoiceEvent } from "./choice";
import { useConfirm } from "./mutations";
import { CancellationRules } from "./policy";
import { Recap } from "./recap";
import { StepFrame } from "./step-frame";

interface ConfirmStepProps {
  booking: BookingView;
  dispatch: Dispatch<ChoiceEvent>;
  onBack: () => void;
  onDone: () => void;
  arrived: boolean;
}

function Cost({ credits }: { credits: CreditOverview | undefined }) {
  if (!credits) {
    return (
      <p>
        If you have a mock left, this booking uses it. If not, you choose a plan in the next step.
      </p>
    );
  }
  if (credits.available === 0) {
    return (
      <p>
        You have no mock left. In the next step you choose a plan and pay; your times are kept for
        30 minutes meanwhile. Nothing is charged before that.
      </p>
    );
  }
  const only = credits.available === 1;
  return (
    <>
      <p className="font-medium">
        {only
          ? "This booking uses the one mock you have left."
          : `This booking uses 1 of the ${credits.available} mocks you have.`}{" "}
        There is nothing to pay.
      </p>
      {credits.next_expiry_at ? (
        <p className="mt-1 text-ink-muted">
          {only ? "It would expire" : "The one that expires first is used:"}{" "}
          <Moment at={credits.next_expiry_at} />.
          {only ? null : ` After it you have ${countOf(credits.available - 1, "mock")} left.`}
        </p>
      ) : null}
    </>
  );
}

/** Step 4: everything once more, what it costs, and what happens if plans change. */
export function ConfirmStep({ booking, dispatch, onBack, onDone, arrived }: ConfirmStepProps) {
  const credits = useQuery(creditsQuery);
  const confirm = useConfirm(booking.id);
  const free = (credits.data?.available ?? 0) > 0;
  const over = hasCode(confirm.error, "hold_expired");
  const submit = () =>
    confirm.mutate(undefined, {
      onSuccess: onDone,
      onError: (error) => {
        if (hasCode(error, "hold_expired")) {
          dispatch({ type: "over" });
        }
      },
    });
  return (
    <StepFrame
      title="Is everything right?"
      lead="We then look for a mentor for one of your times."
      failure={over ? undefined : confirm.error}
      onBack={onBack}
      arrived={arrived}
      action={
        <Button busy={confirm.isPending} onClick={submit}>
          {free
            ? "Book it with a mock I have"
            : credits.data
              ? "Confirm and go to payment"
              : "Confirm"}
        </Button>
      }
    >
      <div className="grid gap-5 lg:grid-cols-2">
        <Card title="Your mock interview" level={3}>
          <Recap booking={booking} />
        </Card>
        <Card title="What it costs" level={3}>
          <div className="flex items-start gap-3" aria-live="polite">
            <Ticket aria-hidden className="mt-0.5 size-5 shrink-0 text-brand" />
            <div>
              <Cost credits={credits.data} />
            </div>
          </div>
        </Card>
        <Card title="If your plans change" level={3} className="lg:col-span-2">
          <CancellationRules />
        </Card>
      </div>
    </StepFrame>
  );
}
