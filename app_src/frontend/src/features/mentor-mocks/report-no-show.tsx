import { useQueryClient } from "@tanstack/react-query";
import { callApi } from "@/shared/api/client";
import { mentorReportNoShow } from "@/shared/api/generated/sdk.gen";
import type { MockView } from "@/shared/api/generated/types.gen";
import { formatTime } from "@/shared/lib/time";
import { useZone } from "@/shared/session/use-session";
import { ConfirmButton } from "@/shared/ui/confirm-button";
import { toast } from "@/shared/ui/toast";
import { MENTOR_MOCKS } from "./queries";
import { noShow, noShowFrom } from "./stage";

/** The mentee did not come: possible from ten minutes after the start, for a day after the end. */
export function ReportNoShow({ mock, now }: { mock: MockView; now: number }) {
  const queryClient = useQueryClient();
  const zone = useZone();
  const state = noShow(mock, now);

  async function report() {
    try {
      await callApi((call) => mentorReportNoShow({ ...call, path: { mock_id: mock.id } }));
      toast.success("Noted: the mentee did not come");
    } finally {
      // Also when it was refused: the mock has become something else then. What was answered does not wait for it.
      void queryClient.invalidateQueries({ queryKey: MENTOR_MOCKS });
    }
  }

  if (state === "over") {
    return null;
  }
  return (
    <div>
      <ConfirmButton
        label="The mentee did not come"
        title={`Did ${mock.mentee.name} not come?`}
        confirm="Report that nobody came"
        keep="Not yet"
        onConfirm={report}
        disabled={state !== "open"}
      >
        <p>
          The mock ends as missed and {mock.mentee.name} gets a mail. The credit for it counts as
          used, so please give people ten minutes first. There will be no feedback form. This cannot
          be undone.
        </p>
      </ConfirmButton>
      {state === "too-early" ? (
        <p className="mt-1.5 text-ink-muted text-sm">
          Can be reported from {formatTime(noShowFrom(mock), zone)} on, ten minutes after the start.
        </p>
      ) : null}
      {state === "too-late" ? (
        <p className="mt-1.5 text-ink-muted text-sm">
          More than a day has passed. Write to us if the mentee did not come.
        </p>
      ) : null}
    </div>
  );
}
