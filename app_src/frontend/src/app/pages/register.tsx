import { UserRoundX } from "lucide-react";
import { lazy, Suspense } from "react";
import { Link } from "react-router";
import { useEntry } from "@/app/guards/use-entry";
import { AuthFrame, Gains } from "@/features/auth/auth-frame";
import { GoingOn } from "@/features/auth/going-on";
import { RegisterForm } from "@/features/auth/register-form";
import { useLeaveWhenSignedIn } from "@/features/auth/use-leave-when-signed-in";
import { SampleNote } from "@/features/guide/sample-note";
import { isOff } from "@/shared/lib/config";
import { useHydrated } from "@/shared/lib/use-hydrated";
import { Notice } from "@/shared/ui/notice";
import { PageMeta } from "@/shared/ui/page-meta";

const ChosenPlan = lazy(() => import("@/features/plans/chosen-plan"));

const GAINS = [
  "Every company, role track and mentor to look through",
  "What each interview scores, before you book one",
  "Free times in your own time zone",
  "Written feedback you can read again, and progress over time",
] as const;

function Closed() {
  return (
    <Notice icon={UserRoundX} title="No new accounts at the moment">
      <p>Please come back soon. Whoever has an account can log in as ever.</p>
    </Notice>
  );
}

export function Component() {
  // The page is written once for every installation, with the form.
  const closed = useHydrated() && isOff("registration");
  const { next, plan, query } = useEntry();
  const leaving = useLeaveWhenSignedIn(next);
  const loginPath = `/login${query}`;
  return (
    <>
      <PageMeta
        title="Create a free account"
        description="Open a free Codementee account: explore companies, mentors and interview types, and pay only when you book a mock interview."
        path="/register"
      />
      <AuthFrame
        title="Create your free account"
        lead={
          <p>
            Have one already?{" "}
            <Link to={loginPath} className="font-semibold text-brand underline underline-offset-2">
              Log in
            </Link>
          </p>
        }
        aside={
          <div className="flex h-full flex-col justify-between gap-10">
            {plan === undefined ? (
              <Gains title="Free, for as long as you like" gains={GAINS} />
            ) : (
              <Suspense fallback={<div className="min-h-60" />}>
                <ChosenPlan code={plan} />
              </Suspense>
            )}
            <SampleNote />
          </div>
        }
      >
        {leaving ? <GoingOn /> : null}
        {leaving || closed ? null : <RegisterForm plan={plan} loginPath={loginPath} />}
        {closed && !leaving ? <Closed /> : null}
      </AuthFrame>
    </>
  );
}
