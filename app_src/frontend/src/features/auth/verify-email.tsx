import { useQuery } from "@tanstack/react-query";
import { CircleCheck, LoaderCircle, MailQuestion, MailX } from "lucide-react";
import { useEffect } from "react";
import { useNavigate } from "react-router";
import { ApiError } from "@/shared/api/errors";
import { useSession } from "@/shared/session/use-session";
import { ButtonLink } from "@/shared/ui/button";
import { FailureNotice } from "@/shared/ui/failure-notice";
import { Outcome } from "./outcome";
import { ResendVerification } from "./resend-verification";
import { useMailedToken } from "./use-mailed-token";
import { useProfileAfter, verificationQuery } from "./verification";

function Checking() {
  return (
    <p role="status" className="flex min-h-24 items-center gap-3 text-ink-muted">
      <LoaderCircle aria-hidden className="size-5 animate-spin" />
      Checking the link…
    </p>
  );
}

function Confirmed() {
  const signedIn = useSession().status === "signed-in";
  return (
    <Outcome
      icon={CircleCheck}
      tone="success"
      title="Your e-mail address is confirmed"
      action={
        <ButtonLink to={signedIn ? "/dashboard" : "/login"}>
          {signedIn ? "Go to your start page" : "Log in"}
        </ButtonLink>
      }
    >
      Times, meeting links and feedback will reach you there.
    </Outcome>
  );
}

/** A mail with a new link: for those who are signed in, at once; the others log in for it. */
function NewLink({ refused }: { refused: boolean }) {
  const session = useSession();
  const signedIn = session.status === "signed-in";
  return (
    <Outcome
      icon={refused ? MailX : MailQuestion}
      tone={refused ? "danger" : "neutral"}
      title={refused ? "This link does not work any more" : "Open the link in our mail"}
      action={
        signedIn ? (
          <ResendVerification />
        ) : (
          <ButtonLink to="/login?next=/verify-email">Log in for a new link</ButtonLink>
        )
      }
    >
      {refused
        ? "It was used already, is older than three days, or a newer mail has replaced it."
        : "This page confirms your address when it is opened by the link we mailed to you."}
      {signedIn ? (
        <>
          {" "}
          A new one goes to <span className="break-all text-ink">{session.user.email}</span>.
        </>
      ) : null}
    </Outcome>
  );
}

function Check({ token }: { token: string }) {
  const query = useQuery(verificationQuery(token));
  const navigate = useNavigate();
  const session = useSession();
  const tried = query.isSuccess || query.isError;
  useProfileAfter(tried);
  const used = query.isSuccess;
  useEffect(() => {
    // A used token has no business in the address: a reload would say that it does not work any more.
    if (used) {
      void navigate({ hash: "" }, { replace: true, preventScrollReset: true });
    }
  }, [used, navigate]);

  if (query.isSuccess || (session.status === "signed-in" && session.user.email_verified)) {
    return <Confirmed />;
  }
  if (query.isError) {
    const refused = query.error instanceof ApiError && query.error.failure === "rejected";
    return refused ? (
      <NewLink refused />
    ) : (
      <FailureNotice
        subject="the answer"
        error={query.error}
        onRetry={() => void query.refetch()}
        retrying={query.isFetching}
      />
    );
  }
  return <Checking />;
}

/** Confirms the address as soon as it is opened, once. */
export function VerifyEmail() {
  const mailed = useMailedToken();
  const session = useSession();
  if (mailed.status === "found") {
    return <Check key={mailed.token} token={mailed.token} />;
  }
  if (mailed.status === "reading" || (session.status === "unknown" && !session.failure)) {
    return <Checking />;
  }
  return session.status === "signed-in" && session.user.email_verified ? (
    <Confirmed />
  ) : (
    <NewLink refused={false} />
  );
}
