import { Link } from "react-router";
import { callApi } from "@/shared/api/client";
import { login } from "@/shared/api/generated/sdk.gen";
import { PasswordField, TextField } from "@/shared/forms/fields";
import { Form } from "@/shared/forms/form";
import { SubmitButton } from "@/shared/forms/submit-button";
import { usePlainForm } from "@/shared/forms/use-plain-form";
import { countOf } from "@/shared/lib/format";
import { enter } from "@/shared/session/store";
import { checkEmail, checkGivenPassword } from "./rules";
import { useCooldown } from "./use-cooldown";

/** `knownEmail`: what was typed on the page before. Signing in changes the session; where that leads is the page's. */
export function LoginForm({ knownEmail = "" }: { knownEmail?: string }) {
  const api = usePlainForm({
    checks: { email: checkEmail, password: checkGivenPassword },
    defaultValues: { email: knownEmail, password: "" },
    submit: async ({ email, password }) => {
      const body = { email: email.trim(), password };
      enter(await callApi((call) => login({ ...call, body })));
    },
  });
  const wait = useCooldown(api.failure);
  return (
    <Form api={api} label="Log in">
      <TextField
        name="email"
        label="E-mail address"
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
      />
      <div>
        <PasswordField name="password" label="Password" autoComplete="current-password" />
        <Link
          to="/forgot-password"
          className="mt-1 inline-flex min-h-11 items-center text-brand hover:underline"
        >
          Forgotten your password?
        </Link>
      </div>
      <div>
        <SubmitButton pending="Logging in…" disabled={wait > 0} className="w-full">
          Log in
        </SubmitButton>
        {wait > 0 ? (
          <p className="mt-2 text-center text-ink-muted text-sm">
            You can try again in {countOf(wait, "second")}.
          </p>
        ) : null}
      </div>
    </Form>
  );
}
