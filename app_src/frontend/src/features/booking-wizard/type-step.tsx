import { useQuery } from "@tanstack/react-query";
import { Clock } from "lucide-react";
import { useState } from "react";
import type { BookingView, InterviewType } from "@/shared/api/generated/types.gen";
import { interviewTypesQuery } from "@/shared/api/interview-types";
import { Alert } from "@/shared/ui/alert";
import { Button } from "@/shared/ui/button";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { QuerySection } from "@/shared/ui/query-section";
import { useChange } from "./mutations";
import { OptionCard } from "./option-card";
import { StepFrame } from "./step-frame";

export function duration({
  minimum_minutes,
  maximum_minutes,
}: Pick<InterviewType, "minimum_minutes" | "maximum_minutes">): string {
  return minimum_minutes === maximum_minutes
    ? `${minimum_minutes} minutes`
    : `${minimum_minutes} to ${maximum_minutes} minutes`;
}

interface TypeStepProps {
  booking: BookingView;
  onBack: () => void;
  onDone: () => void;
  arrived: boolean;
}

/** Step 2: what kind of interview. */
export function TypeStep({ booking, onBack, onDone, arrived }: TypeStepProps) {
  const query = useQuery(interviewTypesQuery);
  const change = useChange(booking.id);
  const [type, setType] = useState(booking.interview_type ?? "");
  const [asked, setAsked] = useState(false);
  const known = query.data?.some(({ code }) => code === type) ?? false;

  function submit() {
    setAsked(true);
    if (!known) {
      return;
    }
    if (type === booking.interview_type) {
      onDone();
    } else {
      change.mutate({ interview_type: type }, { onSuccess: onDone });
    }
  }

  return (
    <StepFrame
      title="Which interview do you want to practise?"
      lead="Your mentor scores exactly what is listed, and tells you how to get better at it."
      failure={change.error}
      onBack={onBack}
      arrived={arrived}
      action={
        <Button busy={change.isPending} onClick={submit}>
          Continue
        </Button>
      }
    >
      {asked && !known && query.data ? (
        <div className="mb-5">
          <Alert tone="danger">Choose an interview to go on.</Alert>
        </div>
      ) : null}
      <QuerySection
        query={query}
        subject="the interviews"
        skeleton={<ListSkeleton rows={4} height="h-28" />}
        isEmpty={(types) => types.length === 0}
        empty={<Alert>No interview can be booked right now. Please look in again soon.</Alert>}
      >
        {(types) => (
          <fieldset>
            <legend className="sr-only">Interview</legend>
            <div className="grid gap-3 sm:grid-cols-2">
              {types.map((one) => (
                <OptionCard
                  key={one.code}
                  name="interview-type"
                  value={one.code}
                  checked={one.code === type}
                  onSelect={() => setType(one.code)}
                  label={one.name}
                >
                  <span className="flex items-center gap-1.5">
                    <Clock aria-hidden className="size-3.5" />
                    {duration(one)}
                  </span>
                  {one.rubric.length > 0 ? (
                    <span className="mt-1.5 block">
                      Scored: {one.rubric.map(({ title }) => title).join(", ")}
                    </span>
                  ) : null}
                </OptionCard>
              ))}
            </div>
          </fieldset>
        )}
      </QuerySection>
    </StepFrame>
  );
}
