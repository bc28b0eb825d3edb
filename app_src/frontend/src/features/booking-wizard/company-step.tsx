import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { companiesQuery } from "@/shared/api/catalogue";
import type { BookingView } from "@/shared/api/generated/types.gen";
import { Alert } from "@/shared/ui/alert";
import { Button } from "@/shared/ui/button";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { QuerySection } from "@/shared/ui/query-section";
import { CompanyChoice, type Target } from "./company-choice";
import { StepFrame } from "./step-frame";

interface CompanyStepProps {
  booking?: BookingView;
  /** What the address or the draft says. */
  initial: Target;
  onSubmit: (target: Target) => void;
  failure: unknown;
  busy: boolean;
  arrived: boolean;
}

/** Step 1: where one wants to get in. */
export function CompanyStep({ initial, onSubmit, failure, busy, arrived }: CompanyStepProps) {
  const query = useQuery(companiesQuery);
  const [target, setTarget] = useState(initial);
  const [asked, setAsked] = useState(false);
  // The address may name a company or level that is not offered (any more).
  const company = query.data?.find(({ slug }) => slug === target.company);
  const valid: Target = {
    company: company?.slug ?? "",
    track: company?.tracks.some(({ code }) => code === target.track) ? target.track : "",
  };
  const missing = asked && !valid.company;
  return (
    <StepFrame
      title="Which company do you prepare for?"
      lead="Your mentor runs the interview the way this company does."
      failure={failure}
      arrived={arrived}
      action={
        <Button
          busy={busy}
          onClick={() => {
            setAsked(true);
            if (valid.company) {
              onSubmit(valid);
            }
          }}
        >
          Continue
        </Button>
      }
    >
      {missing && query.data ? (
        <div className="mb-5">
          <Alert tone="danger">Choose a company to go on.</Alert>
        </div>
      ) : null}
      <QuerySection
        query={query}
        subject="the companies"
        skeleton={<ListSkeleton rows={5} height="h-20" />}
        isEmpty={(companies) => companies.length === 0}
        empty={
          <Alert>No company is open for preparation right now. Please look in again soon.</Alert>
        }
      >
        {(companies) => <CompanyChoice companies={companies} target={valid} onChange={setTarget} />}
      </QuerySection>
    </StepFrame>
  );
}
