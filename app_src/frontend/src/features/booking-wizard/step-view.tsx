import { useQuery } from "@tanstack/react-query";
import { type Dispatch, lazy, Suspense, useEffect } from "react";
import { creditsQuery } from "@/shared/api/credits";
import type { BookingView } from "@/shared/api/generated/types.gen";
import { Card } from "@/shared/ui/card";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { Stepper } from "@/shared/ui/stepper";
import type { Choice, ChoiceEvent } from "./choice";
import { CompanyStep } from "./company-step";
import { ConfirmStep } from "./confirm-step";
import { HoldNotice } from "./hold-notice";
import { useChange } from "./mutations";
import { NarrowRecap } from "./recap";
import { SlotsStep } from "./slots-step";
import { nextStep, STEP_NAMES, STEPS, type Step } from "./steps";
import { TypeStep } from "./type-step";
import type { WizardParts } from "./wizard";

// With dialogs, which the other steps do without.
const LockedChoice = lazy(() =>
  import("./locked-choice").then((part) => ({ default: part.LockedChoice })),
);
const PaymentStep = lazy(() =>
  import("./payment-step").then((part) => ({ default: part.PaymentStep })),
);

interface StepViewProps extends WizardParts {
  booking: BookingView;
  step: Step;
  choice: Choice;
  dispatch: Dispatch<ChoiceEvent>;
  goTo: (step: Step) => void;
  arrived: boolean;
  /** The time to confirm or to pay is over. */
  onOver: () => void;
}

function CurrentStep(props: StepViewProps) {
  const { booking, step, choice, dispatch, goTo, arrived, payment, noTimes, waitlist } = props;
  const change = useChange(booking.id);
  const onDone = () => goTo(nextStep(step));
  const held = booking.state === "held";
  switch (step) {
    case "company":
      return held ? (
        <LockedChoice booking={booking} onBack={() => goTo("confirm")} />
      ) : (
        <CompanyStep
          initial={{ company: booking.company.slug, track: booking.track?.code ?? "" }}
          onSubmit={({ company, track }) =>
            change.mutate(
              { company, track: track || null },
              { onSuccess: ({ interview_type }) => goTo(interview_type ? "slots" : "type") },
            )
          }
          failure={change.error}
          busy={change.isPending}
          arrived={arrived}
        />
      );
    case "type":
      return held ? (
        <LockedChoice booking={booking} onBack={() => goTo("confirm")} />
      ) : (
        <TypeStep
          booking={booking}
          onBack={() => goTo("company")}
          onDone={onDone}
          arrived={arrived}
        />
      );
    case "slots":
      return (
        <SlotsStep
          booking={booking}
          choice={choice}
          dispatch={dispatch}
          noTimes={noTimes}
          waitlist={waitlist}
          onBack={() => goTo(held ? "confirm" : "type")}
          onDone={onDone}
          arrived={arrived}
        />
      );
    case "confirm":
      return (
        <ConfirmStep
          booking={booking}
          dispatch={dispatch}
          onBack={() => goTo("slots")}
          onDone={onDone}
          arrived={arrived}
        />
      );
    case "payment":
      return (
        <PaymentStep booking={booking} arrived={arrived}>
          {payment(booking)}
        </PaymentStep>
      );
  }
}

/** The steps, how long times are kept, and the one step that is on. */
export function StepView(props: StepViewProps) {
  const { booking, step, goTo, onOver } = props;
  const credits = useQuery(creditsQuery);
  // Whoever has a mock left has one step less.
  const steps: readonly Step[] =
    (credits.data?.available ?? 0) > 0 && booking.state !== "awaiting_payment"
      ? STEPS.filter((one) => one !== "payment")
      : STEPS;
  const paying = booking.state === "awaiting_payment";
  // What was answered before stays in sight, where it is not what the step is about.
  const beside = step !== "company" && step !== "confirm";
  // Steps are pages: each begins at its top.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the change of the step that scrolls
  useEffect(() => {
    window.scrollTo(0, 0);
  }, [step]);
  return (
    <>
      <div className="mb-6">
        <Stepper
          steps={steps.map((one) => STEP_NAMES[one])}
          current={steps.indexOf(step)}
          {...(paying ? {} : { onGoTo: (index: number) => goTo(steps[index] ?? "company") })}
        />
      </div>
      {booking.hold_expires_at ? (
        <HoldNotice until={booking.hold_expires_at} onOver={onOver}>
          {paying ? "Your times are kept while you pay:" : "Your times are kept for you:"}
        </HoldNotice>
      ) : null}
      <div
        className={`grid items-start gap-8 ${beside ? "xl:grid-cols-[minmax(0,1fr)_18rem]" : ""}`}
      >
        <div className="min-w-0" key={step}>
          <Suspense fallback={<ListSkeleton height="h-24" />}>
            <CurrentStep {...props} />
          </Suspense>
        </div>
        {beside ? (
          <div className="max-xl:hidden">
            <Card title="Your mock interview">
              <NarrowRecap booking={booking} />
            </Card>
          </div>
        ) : null}
      </div>
    </>
  );
}
