import { useQuery } from "@tanstack/react-query";
import { TimerOff } from "lucide-react";
import { useNavigate, useSearchParams } from "react-router";
import { creditsQuery } from "@/shared/api/credits";
import { explain } from "@/shared/api/errors";
import type { BookingView } from "@/shared/api/generated/types.gen";
import { countOf } from "@/shared/lib/format";
import { Alert } from "@/shared/ui/alert";
import { Button, ButtonLink } from "@/shared/ui/button";
import { Notice } from "@/shared/ui/notice";
import { useCreate } from "./mutations";

/** Whether it was lost while being paid for; else while being confirmed. */
function wasBeingPaid({ state, history }: BookingView): boolean {
  return state === "awaiting_payment" || history.at(-2)?.state === "awaiting_payment";
}

/** The times were given up. What was chosen besides is taken over into a new draft. */
export function Expired({ booking }: { booking: BookingView }) {
  const navigate = useNavigate();
  const [parameters] = useSearchParams();
  const create = useCreate();
  const credits = useQuery({ ...creditsQuery, staleTime: 0 });
  const available = credits.data?.available ?? 0;
  const paying = wasBeingPaid(booking);

  function again() {
    create.mutate(
      {
        company: booking.company.slug,
        track: booking.track?.code ?? null,
        interview_type: booking.interview_type,
      },
      {
        onSuccess: ({ id }) => {
          const query = new URLSearchParams(parameters);
          query.set("step", "slots");
          query.set("again", booking.id);
          return navigate(`/mentee/book/${id}?${query}`, { replace: true });
        },
      },
    );
  }

  return (
    <div className="grid gap-5">
      <Notice
        icon={TimerOff}
        title="Your times are no longer kept"
        action={
          <div className="flex flex-wrap justify-center gap-3">
            <Button busy={create.isPending} onClick={again}>
              Choose times again
            </Button>
            <ButtonLink to="/mentee/book" variant="outline">
              Start over
            </ButtonLink>
          </div>
        }
      >
        <p>
          {paying ? "The 30 minutes to pay are over" : "The 15 minutes to confirm are over"}, so
          others can take them again. Company, level and interview are remembered, and so are your
          times as far as they are still free.
        </p>
        {available > 0 ? (
          <p className="mt-3 font-medium text-ink">
            You have {countOf(available, "mock")} on your account: there will be nothing to pay.
          </p>
        ) : paying ? (
          <p className="mt-3">
            If you have paid in the last minutes, the mocks arrive on your account by themselves.
          </p>
        ) : null}
      </Notice>
      {create.error ? <Alert tone="danger">{explain(create.error)}</Alert> : null}
    </div>
  );
}
