import type { Dashboard, Step } from "@/shared/api/generated/types.gen";
import { ButtonLink } from "@/shared/ui/button";
import { Countdown } from "@/shared/ui/countdown";
import { JoinMeeting } from "@/shared/ui/join-meeting";
import { Span } from "@/shared/ui/moment";
import type { ShownStep } from "./steps";

interface NextStepProps {
  step: Step;
  shown: ShownStep;
  dashboard: Dashboard;
  onOver: () => void;
}

/** The one thing to do next, in the place where nobody misses it. */
export function NextStep({ step, shown, dashboard, onOver }: NextStepProps) {
  const mock = dashboard.next_mock;
  const about = mock && mock.id === step.mock_id ? mock : null;
  return (
    <section
      aria-labelledby="next-step"
      className="overflow-hidden rounded-card bg-band text-on-band"
    >
      <div className="paper-grid p-6 sm:p-8">
        <p className="mb-2 font-mono text-on-band-muted text-sm">
          {step.kind === "await_mentor" ? "Under way" : "Next"}
        </p>
        <h2 id="next-step" className="max-w-2xl font-bold font-display text-2xl sm:text-3xl">
          {shown.title}
        </h2>
        <p className="mt-2 max-w-2xl text-on-band-muted text-lg">{shown.text}</p>
        {about ? (
          <p className="mt-2 font-medium">
            <Span from={about.start_at} to={about.end_at} />
          </p>
        ) : null}
        {shown.until ? (
          <p className="mt-2">
            Time left: <Countdown until={shown.until} onOver={onOver} />
          </p>
        ) : null}
        <div className="mt-5 flex flex-wrap items-center gap-3">
          {about && step.kind === "join_mock" ? (
            <JoinMeeting
              startAt={about.start_at}
              endAt={about.end_at}
              url={about.meeting_url}
              onBand
            />
          ) : null}
          {shown.to && step.kind !== "join_mock" ? (
            <ButtonLink to={shown.to} variant={step.kind === "await_mentor" ? "onBand" : "accent"}>
              {shown.action}
            </ButtonLink>
          ) : null}
          {step.kind === "start_booking" && dashboard.mocks_completed === 0 ? (
            <ButtonLink to="/mentee/explore" variant="onBand">
              Look around first
            </ButtonLink>
          ) : null}
        </div>
      </div>
    </section>
  );
}
