import { Link } from "react-router";
import { useEntry } from "@/app/guards/use-entry";
import { AuthFrame } from "@/features/auth/auth-frame";
import { ForgotPasswordForm } from "@/features/auth/forgot-password-form";
import { PageMeta } from "@/shared/ui/page-meta";

export function Component() {
  const { email } = useEntry();
  return (
    <>
      <PageMeta
        title="Forgotten password"
        description="Have a link mailed that sets a new password for your Codementee account."
        path="/forgot-password"
      />
      <AuthFrame
        title="Set a new password"
        lead={
          <p>
            We mail you a link for it. Remembered it after all?{" "}
            <Link to="/login" className="font-semibold text-brand underline underline-offset-2">
              Log in
            </Link>
          </p>
        }
      >
        <ForgotPasswordForm key={email} knownEmail={email} />
      </AuthFrame>
    </>
  );
}
