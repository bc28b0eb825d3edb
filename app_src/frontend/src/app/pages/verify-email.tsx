import { AuthFrame } from "@/features/auth/auth-frame";
import { VerifyEmail } from "@/features/auth/verify-email";
import { PageMeta } from "@/shared/ui/page-meta";

export function Component() {
  return (
    <>
      <PageMeta
        title="Confirm your e-mail address"
        description="The link of our mail confirms your e-mail address here."
      />
      <AuthFrame title="Your e-mail address">
        <VerifyEmail />
      </AuthFrame>
    </>
  );
}
