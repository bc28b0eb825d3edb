import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { Dashboard, StepKind } from "@/shared/api/generated/types.gen";
import { useTypeName } from "@/shared/api/interview-types";
import { useUser } from "@/shared/session/use-session";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { QuerySection } from "@/shared/ui/query-section";
import { FirstSteps } from "./first-steps";
import { LaterSteps } from "./later-steps";
import { NextMock } from "./next-mock";
import { NextStep } from "./next-step";
import { OpenBookings } from "./open-bookings";
import { CreditsCard, UpgradeHint } from "./plan-card";
import { ProgressCard } from "./progress-card";
import { dashboardQuery } from "./queries";
import { isNew, shownStep } from "./steps";
import { UnratedMocks } from "./unrated-mocks";

// These have a card of their own below, which says more.
const IN_CARDS: readonly StepKind[] = ["await_mentor", "prepare", "join_mock", "rate_mock"];

function Content({ dashboard }: { dashboard: Dashboard }) {
  const user = useUser();
  const typeName = useTypeName();
  const queryClient = useQueryClient();
  const reload = useCallback(
    () => void queryClient.invalidateQueries({ queryKey: ["mentee"] }),
    [queryClient],
  );
  // The frame of the page asks for the address to be confirmed already, with the button to have the mail again.
  const [next, ...others] = dashboard.steps.filter(({ kind }) => kind !== "verify_email");
  const fresh = isNew(dashboard);
  const later = others
    .filter(({ kind }) => !IN_CARDS.includes(kind))
    .map((step) => shownStep(step, dashboard, typeName));
  const unrated = dashboard.unrated_mocks.filter(
    ({ id }) => next?.kind !== "rate_mock" || id !== next.mock_id,
  );
  const planned = dashboard.tier === "paid" || dashboard.credits > 0;
  return (
    <div className="grid gap-5">
      {next ? (
        <NextStep
          step={next}
          shown={shownStep(next, dashboard, typeName)}
          dashboard={dashboard}
          onOver={reload}
        />
      ) : null}
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <div className="grid min-w-0 gap-5">
          {fresh ? <FirstSteps verified={user.email_verified} credits={dashboard.credits} /> : null}
          {dashboard.next_mock && next?.kind !== "join_mock" ? (
            <NextMock mock={dashboard.next_mock} />
          ) : null}
          {dashboard.open_bookings.length > 0 ? (
            <OpenBookings bookings={dashboard.open_bookings} onOver={reload} />
          ) : null}
          {unrated.length > 0 ? <UnratedMocks mocks={unrated} /> : null}
          {fresh ? null : <LaterSteps steps={later} onOver={reload} />}
        </div>
        <div className="grid min-w-0 gap-5">
          {planned ? <CreditsCard dashboard={dashboard} /> : null}
          {dashboard.show_upgrade ? <UpgradeHint /> : null}
          {dashboard.mocks_completed > 0 ? <ProgressCard /> : null}
        </div>
      </div>
    </div>
  );
}

/** The mentee's first page: what to do next, and where everything stands. */
export function Start() {
  const query = useQuery(dashboardQuery);
  return (
    <QuerySection
      query={query}
      subject="your start page"
      skeleton={<ListSkeleton rows={3} height="h-52" />}
    >
      {(dashboard) => <Content dashboard={dashboard} />}
    </QuerySection>
  );
}
