import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearchParams } from "react-router";
import { hasCode } from "@/shared/api/errors";
import { interviewTypesQuery } from "@/shared/api/interview-types";
import { Alert } from "@/shared/ui/alert";
import { Stepper } from "@/shared/ui/stepper";
import type { Target } from "./company-choice";
import { CompanyStep } from "./company-step";
import { useCreate } from "./mutations";
import { STEP_NAMES, STEPS } from "./steps";
import { Unfinished } from "./unfinished";

/** The first step, before there is a draft; ?company, ?track and ?type fill it in, ?plan waits for the payment. */
export function NewBooking() {
  const [parameters] = useSearchParams();
  const navigate = useNavigate();
  const types = useQuery(interviewTypesQuery);
  const create = useCreate();
  const wanted = parameters.get("type");
  // Chosen on a public page: suggested again when it comes to paying.
  const plan = parameters.get("plan");
  const type = types.data?.find(({ code }) => code === wanted);

  function begin({ company, track }: Target) {
    const draft = { company, track: track || null, interview_type: type?.code ?? null };
    create.mutate(draft, {
      onSuccess: async ({ id }) => {
        const query = plan ? `&plan=${encodeURIComponent(plan)}` : "";
        // "Back" leads to this step of the draft that exists now, not to a form that would make another one.
        await navigate(`/mentee/book/${id}?step=company${query}`, { replace: true });
        await navigate(`/mentee/book/${id}?step=${type ? "slots" : "type"}${query}`);
      },
    });
  }

  return (
    <>
      <Unfinished plan={plan} />
      <div className="mb-6">
        <Stepper steps={STEPS.map((step) => STEP_NAMES[step])} current={0} />
      </div>
      {type ? (
        <div className="mb-6">
          <Alert>{type.name} is chosen already; you can change it after this step.</Alert>
        </div>
      ) : null}
      {hasCode(create.error, "too_many_drafts") ? (
        <div className="mb-6">
          <Alert tone="warning" title="You have ten unfinished bookings">
            Continue one of those above, or delete one you do not need.
          </Alert>
        </div>
      ) : null}
      <CompanyStep
        initial={{
          company: parameters.get("company") ?? "",
          track: parameters.get("track") ?? "",
        }}
        onSubmit={begin}
        failure={hasCode(create.error, "too_many_drafts") ? undefined : create.error}
        busy={create.isPending}
        arrived={false}
      />
    </>
  );
}
