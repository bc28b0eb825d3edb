import { Lock } from "lucide-react";
import { useNavigate } from "react-router";
import type { BookingView } from "@/shared/api/generated/types.gen";
import { Button } from "@/shared/ui/button";
import { ConfirmButton } from "@/shared/ui/confirm-button";
import { Notice } from "@/shared/ui/notice";
import { useCancel, useCreate } from "./mutations";

/** Times are held for this company and interview: to change those, the times are given up and a new draft begins. */
export function LockedChoice({ booking, onBack }: { booking: BookingView; onBack: () => void }) {
  const navigate = useNavigate();
  const cancel = useCancel(booking.id);
  const create = useCreate();

  async function startOver() {
    // The new draft first: if the connection fails in between, nothing is lost.
    const draft = await create.mutateAsync({
      company: booking.company.slug,
      track: booking.track?.code ?? null,
      interview_type: booking.interview_type,
    });
    await cancel.mutateAsync();
    await navigate(`/mentee/book/${draft.id}?step=company`, { replace: true });
  }

  return (
    <Notice
      icon={Lock}
      title="Your times are kept for exactly this interview"
      action={
        <div className="flex flex-wrap justify-center gap-3">
          <Button onClick={onBack}>Go on with it</Button>
          <ConfirmButton
            label="Choose something else"
            title="Give up the times and choose something else?"
            confirm="Give up the times"
            keep="Keep them"
            onConfirm={startOver}
          >
            The times you keep become free for others. Company, level and interview are filled in as
            they are now, and you can change them.
          </ConfirmButton>
        </div>
      }
    >
      <p>
        {booking.company.name}
        {booking.track ? `, ${booking.track.title}` : ""}
      </p>
    </Notice>
  );
}
