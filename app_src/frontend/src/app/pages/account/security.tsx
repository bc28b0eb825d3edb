import { AccountHead } from "@/features/account/account-head";
import { PasswordForm } from "@/features/account/password-form";
import { SessionList } from "@/features/account/session-list";
import { Card } from "@/shared/ui/card";
import { PageMeta } from "@/shared/ui/page-meta";

export function Component() {
  return (
    <>
      <PageMeta title="Security" description="Your password and where you are signed in." />
      <AccountHead title="Security" />
      <div className="grid gap-5">
        <Card title="Password">
          <PasswordForm />
        </Card>
        <SessionList />
      </div>
    </>
  );
}
