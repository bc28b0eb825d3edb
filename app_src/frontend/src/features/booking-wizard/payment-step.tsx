import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef } from "react";
import { creditsQuery } from "@/shared/api/credits";
import type { BookingView } from "@/shared/api/generated/types.gen";
import { FormFailure } from "@/shared/forms/form-failure";
import { countOf } from "@/shared/lib/format";
import { Alert } from "@/shared/ui/alert";
import { Button } from "@/shared/ui/button";
import { ConfirmButton } from "@/shared/ui/confirm-button";
import { useCancel, useConfirm } from "./mutations";

interface PaymentStepProps {
  booking: BookingView;
  /** Plans to choose from and the way to pay, from the feature that knows how. */
  children: ReactNode;
  arrived: boolean;
}

/** Step 5: a plan, and paying for it. Whoever has got a mock meanwhile need not pay. */
export function PaymentStep({ booking, children, arrived }: PaymentStepProps) {
  const credits = useQuery(creditsQuery);
  const confirm = useConfirm(booking.id);
  const cancel = useCancel(booking.id);
  const heading = useRef<HTMLHeadingElement>(null);
  const came = useRef(arrived);
  useEffect(() => {
    if (came.current) {
      heading.current?.focus();
      came.current = false;
    }
  }, []);
  const available = credits.data?.available ?? 0;
  return (
    <div>
      <h2
        ref={heading}
        tabIndex={-1}
        className="scroll-mt-24 font-bold font-display text-2xl focus:outline-none"
      >
        Choose a plan and pay
      </h2>
      <p className="mt-1.5 max-w-2xl text-ink-muted">
        One mock of the plan is for this booking. The others are yours to book until the plan ends;
        nothing renews by itself.
      </p>
      {available > 0 ? (
        <div className="mt-5">
          <Alert
            tone="success"
            title={`You have ${countOf(available, "mock")}: there is nothing to pay`}
            action={
              <Button busy={confirm.isPending} onClick={() => confirm.mutate()}>
                Use one for this booking
              </Button>
            }
          />
          <FormFailure failure={confirm.error} />
        </div>
      ) : null}
      <div className="mt-6">{children}</div>
      <div className="mt-8 border-line border-t pt-5 [&>button]:-ml-5">
        <ConfirmButton
          label="Give up this booking"
          title="Give up this booking?"
          confirm="Give it up"
          keep="Keep my times"
          variant="quiet"
          onConfirm={() => cancel.mutateAsync()}
        >
          Your times become free for others. If a payment is still on its way, the mocks it buys
          stay on your account.
        </ConfirmButton>
      </div>
    </div>
  );
}
