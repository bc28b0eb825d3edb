import { AccountHead } from "@/features/account/account-head";
import { EmailCard } from "@/features/account/email-card";
import { ProfileForm } from "@/features/account/profile-form";
import { ResendVerification } from "@/features/auth/resend-verification";
import { Card } from "@/shared/ui/card";
import { PageMeta } from "@/shared/ui/page-meta";

export function Component() {
  return (
    <>
      <PageMeta title="Profile" description="Your name, time zone and e-mail address." />
      <AccountHead title="Profile" />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Card title="Name and time zone">
          <ProfileForm />
        </Card>
        <EmailCard resend={<ResendVerification quiet />} />
      </div>
    </>
  );
}
