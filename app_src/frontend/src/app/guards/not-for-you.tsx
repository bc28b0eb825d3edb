import { Lock } from "lucide-react";
import { ButtonLink } from "@/shared/ui/button";
import { Notice } from "@/shared/ui/notice";
import { PageMeta } from "@/shared/ui/page-meta";

/** Signed in, but as somebody for whom this page is not. */
export function NotForYou() {
  return (
    <>
      <PageMeta title="Not for this account" description="This page is for another role." />
      <h1 className="sr-only">Not for this account</h1>
      <Notice
        icon={Lock}
        title="This page is not for your account"
        action={<ButtonLink to="/dashboard">Go to your start page</ButtonLink>}
      >
        <p>
          You are signed in, but your account has another role. Sign in with the right one to see
          it.
        </p>
      </Notice>
    </>
  );
}
