import { Link } from "react-router";
import { useEntry } from "@/app/guards/use-entry";
import { AuthFrame } from "@/features/auth/auth-frame";
import { GoingOn } from "@/features/auth/going-on";
import { LoginForm } from "@/features/auth/login-form";
import { useLeaveWhenSignedIn } from "@/features/auth/use-leave-when-signed-in";
import { PageMeta } from "@/shared/ui/page-meta";

export function Component() {
  const { next, query, sentHere, email } = useEntry();
  const leaving = useLeaveWhenSignedIn(next);
  return (
    <>
      <PageMeta
        title="Log in"
        description="Log in to Codementee to book mock interviews and read your feedback."
        path="/login"
      />
      <AuthFrame
        title={sentHere ? "Log in to go on" : "Welcome back"}
        lead={
          <p>
            New here?{" "}
            <Link
              to={`/register${query}`}
              className="font-semibold text-brand underline underline-offset-2"
            >
              Create a free account
            </Link>
          </p>
        }
      >
        {leaving ? <GoingOn /> : <LoginForm key={email} knownEmail={email} />}
      </AuthFrame>
    </>
  );
}
