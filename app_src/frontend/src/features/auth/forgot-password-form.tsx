import { MailCheck } from "lucide-react";
import { useState } from "react";
import { callApi } from "@/shared/api/client";
import { requestPasswordReset } from "@/shared/api/generated/sdk.gen";
import { TextField } from "@/shared/forms/fields";
import { Form } from "@/shared/forms/form";
import { SubmitButton } from "@/shared/forms/submit-button";
import { usePlainForm } from "@/shared/forms/use-plain-form";
import { countOf } from "@/shared/lib/format";
import { Alert } from "@/shared/ui/alert";
import { Button } from "@/shared/ui/button";
import { checkEmail } from "./rules";
import { useCooldown } from "./use-cooldown";

function Sent({ to, onAgain }: { to: string; onAgain: () => void }) {
  return (
    <div className="grid justify-items-start gap-5">
      <div role="status" className="flex gap-4">
        <MailCheck aria-hidden className="size-7 shrink-0 text-success" strokeWidth={1.75} />
        <div>
          <p className="font-semibold">Look into your mail</p>
          <p className="mt-1 text-ink-muted">
            If there is an account for <span className="break-all text-ink">{to}</span>, a link to
            set a new password is on its way. It works once, for an hour.
          </p>
        </div>
      </div>
      <p className="text-ink-muted">
        Nothing after a few minutes? Look into the spam folder, or check the address.
      </p>
      <Button variant="outline" onClick={onAgain}>
        Try another address
      </Button>
    </div>
  );
}

/** The same answer for every address: who has an account is nobody else's business. */
export function ForgotPasswordForm({ knownEmail = "" }: { knownEmail?: string }) {
  const [sentTo, setSentTo] = useState<string>();
  const api = usePlainForm({
    checks: { email: checkEmail },
    defaultValues: { email: knownEmail },
    submit: async (values) => {
      const email = values.email.trim();
      await callApi((call) => requestPasswordReset({ ...call, body: { email } }));
      setSentTo(email);
    },
  });
  const wait = useCooldown(api.failure);
  if (sentTo !== undefined) {
    return <Sent to={sentTo} onAgain={() => setSentTo(undefined)} />;
  }
  return (
    <Form api={api} label="Have a link mailed">
      {wait > 0 ? (
        <Alert tone="warning">You can try again in {countOf(wait, "second")}.</Alert>
      ) : null}
      <TextField
        name="email"
        label="E-mail address"
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
      />
      <SubmitButton pending="Sending…" disabled={wait > 0} className="w-full">
        Mail me a link
      </SubmitButton>
    </Form>
  );
}
