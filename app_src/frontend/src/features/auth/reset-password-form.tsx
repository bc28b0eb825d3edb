import { CircleCheck, Link2Off } from "lucide-react";
import { useState } from "react";
import { callApi } from "@/shared/api/client";
import { hasCode } from "@/shared/api/errors";
import { resetPassword } from "@/shared/api/generated/sdk.gen";
import { PasswordField } from "@/shared/forms/fields";
import { Form } from "@/shared/forms/form";
import { SubmitButton } from "@/shared/forms/submit-button";
import { usePlainForm } from "@/shared/forms/use-plain-form";
import { leave } from "@/shared/session/store";
import { ButtonLink } from "@/shared/ui/button";
import { Skeleton } from "@/shared/ui/skeleton";
import { Outcome } from "./outcome";
import { checkNewPassword, PASSWORD_HINT } from "./rules";
import { useMailedToken } from "./use-mailed-token";

function NoLink() {
  return (
    <Outcome
      icon={Link2Off}
      tone="danger"
      title="This link does not work any more"
      action={<ButtonLink to="/forgot-password">Ask for a new link</ButtonLink>}
    >
      It was used already, is older than an hour, or was not copied as a whole. A new one takes a
      minute.
    </Outcome>
  );
}

function NewPassword({ token, onRefused }: { token: string; onRefused: () => void }) {
  const [done, setDone] = useState(false);
  const api = usePlainForm({
    checks: { password: checkNewPassword },
    defaultValues: { password: "" },
    submit: async ({ password }) => {
      try {
        await callApi((call) => resetPassword({ ...call, body: { token, password } }));
      } catch (error) {
        if (!hasCode(error, "link_invalid")) {
          throw error;
        }
        onRefused();
        return;
      }
      // The API has ended every session of the account, this browser's too.
      leave();
      setDone(true);
    },
  });
  if (done) {
    return (
      <Outcome
        icon={CircleCheck}
        tone="success"
        title="Your new password is set"
        action={<ButtonLink to="/login">Log in</ButtonLink>}
      >
        You were signed out everywhere. Log in with the new password.
      </Outcome>
    );
  }
  return (
    <Form api={api} label="Set a new password">
      <PasswordField
        name="password"
        label="New password"
        hint={PASSWORD_HINT}
        autoComplete="new-password"
      />
      <SubmitButton pending="Setting…" className="w-full">
        Set the password
      </SubmitButton>
    </Form>
  );
}

/** What the link of the mail (and of a new administrator's invitation) opens. */
export function ResetPasswordForm() {
  const mailed = useMailedToken();
  const [refused, setRefused] = useState<string>();
  if (mailed.status === "reading") {
    return <Skeleton className="h-40 w-full" />;
  }
  if (mailed.status === "missing" || mailed.token === refused) {
    return <NoLink />;
  }
  return (
    <NewPassword
      key={mailed.token}
      token={mailed.token}
      onRefused={() => setRefused(mailed.token)}
    />
  );
}
