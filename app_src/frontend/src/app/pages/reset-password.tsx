import { AuthFrame } from "@/features/auth/auth-frame";
import { ResetPasswordForm } from "@/features/auth/reset-password-form";
import { PageMeta } from "@/shared/ui/page-meta";

export function Component() {
  return (
    <>
      <PageMeta title="New password" description="Set a new password with the link of our mail." />
      <AuthFrame title="Choose a new password">
        <ResetPasswordForm />
      </AuthFrame>
    </>
  );
}
