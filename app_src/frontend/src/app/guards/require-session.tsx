import { useState } from "react";
import { Navigate, Outlet, useLocation } from "react-router";
import type { Role } from "@/shared/api/generated/types.gen";
import { restoreSession } from "@/shared/session/refresh";
import { useSession } from "@/shared/session/use-session";
import { FailureNotice } from "@/shared/ui/failure-notice";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { PageMeta } from "@/shared/ui/page-meta";
import { NotForYou } from "./not-for-you";

function FailedStart({ failure }: { failure: unknown }) {
  const [retrying, setRetrying] = useState(false);
  const retry = async () => {
    setRetrying(true);
    await restoreSession();
    setRetrying(false);
  };
  return (
    <FailureNotice
      subject="your account"
      error={failure}
      onRetry={() => void retry()}
      retrying={retrying}
    />
  );
}

function Starting() {
  return (
    <div aria-busy="true">
      <p role="status" className="sr-only">
        Loading your account
      </p>
      <div aria-hidden>
        <ListSkeleton />
      </div>
    </div>
  );
}

/** Pages for people who are signed in; with `roles`, for some of them. The API decides again at every request. */
export function RequireSession({ roles }: { roles?: readonly Role[] }) {
  const session = useSession();
  const { pathname, search, hash } = useLocation();
  const [cameSignedIn] = useState(session.status !== "anonymous");
  if (session.status === "anonymous") {
    const login = `/login?next=${encodeURIComponent(`${pathname}${search}${hash}`)}`;
    return <Navigate to={(cameSignedIn && session.goTo) || login} replace />;
  }
  if (session.status === "unknown") {
    return (
      <>
        <PageMeta title="Your account" description="Your Codementee account." />
        {session.failure ? <FailedStart failure={session.failure} /> : <Starting />}
      </>
    );
  }
  return roles && !roles.includes(session.user.role) ? <NotForYou /> : <Outlet />;
}
