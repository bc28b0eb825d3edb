import { useState } from "react";
import { Link } from "react-router";
import { callApi } from "@/shared/api/client";
import { hasCode } from "@/shared/api/errors";
import { register, registerFree } from "@/shared/api/generated/sdk.gen";
import { CheckboxField, PasswordField, TextField } from "@/shared/forms/fields";
import { Form } from "@/shared/forms/form";
import { SubmitButton } from "@/shared/forms/submit-button";
import { type Checks, usePlainForm } from "@/shared/forms/use-plain-form";
import { countOf } from "@/shared/lib/format";
import { browserZone } from "@/shared/lib/time";
import { enter } from "@/shared/session/store";
import { Alert } from "@/shared/ui/alert";
import { checkEmail, checkNewPassword, PASSWORD_HINT } from "./rules";
import { TimeZoneLine } from "./time-zone-line";
import { useCooldown } from "./use-cooldown";

const LONGEST_NAME = 120;

interface Values {
  name: string;
  email: string;
  password: string;
  time_zone: string;
  accept_terms: boolean;
}

const checks: Checks<Values> = {
  name: (name) => {
    if (name.trim() === "") {
      return "Enter your name";
    }
    return name.length > LONGEST_NAME ? `Use at most ${LONGEST_NAME} characters` : undefined;
  },
  email: checkEmail,
  password: checkNewPassword,
  accept_terms: (accepted) => (accepted ? undefined : "Accept both to open an account"),
};

const LINK = "text-brand underline underline-offset-2 hover:decoration-2";

/** In a tab of its own: what was typed here stays. */
function Policy({ to, children }: { to: string; children: string }) {
  return (
    <Link to={to} target="_blank" className={LINK}>
      {children}
      <span className="sr-only"> (opens in a new tab)</span>
    </Link>
  );
}

async function openAccount(values: Values, plan: string | undefined) {
  const body = {
    ...values,
    name: values.name.trim(),
    email: values.email.trim(),
    accept_terms: true as const,
  };
  if (plan !== undefined) {
    try {
      return await callApi((call) => register({ ...call, body: { ...body, plan_code: plan } }));
    } catch (error) {
      // The plan was taken off sale meanwhile; others are offered at booking, and nothing is charged here.
      if (!hasCode(error, "plan_unknown")) {
        throw error;
      }
    }
  }
  return callApi((call) => registerFree({ ...call, body }));
}

interface RegisterFormProps {
  /** The plan they mean to buy. */
  plan?: string | undefined;
  loginPath: string;
}

export function RegisterForm({ plan, loginPath }: RegisterFormProps) {
  const [taken, setTaken] = useState<string>();
  const api = usePlainForm<Values>({
    checks,
    defaultValues: {
      name: "",
      email: "",
      password: "",
      time_zone: browserZone(),
      accept_terms: false,
    },
    submit: async (values) => {
      setTaken(undefined);
      try {
        enter(await openAccount(values, plan));
      } catch (error) {
        if (!hasCode(error, "email_taken")) {
          throw error;
        }
        setTaken(values.email.trim());
      }
    },
  });
  const wait = useCooldown(api.failure);
  return (
    <Form api={api} label="Create an account">
      <TextField name="name" label="Your name" autoComplete="name" />
      <div>
        <TextField
          name="email"
          label="E-mail address"
          type="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
        />
        {taken ? (
          <div className="mt-3">
            <Alert tone="warning" title="There is an account with this address">
              <p>
                <Link to={loginPath} state={{ email: taken }} className={LINK}>
                  Log in instead
                </Link>
                , or{" "}
                <Link to="/forgot-password" state={{ email: taken }} className={LINK}>
                  set a new password
                </Link>
                .
              </p>
            </Alert>
          </div>
        ) : null}
      </div>
      <PasswordField
        name="password"
        label="Password"
        hint={PASSWORD_HINT}
        autoComplete="new-password"
      />
      <TimeZoneLine />
      <CheckboxField
        name="accept_terms"
        label={
          <>
            I accept the <Policy to="/terms">terms of use</Policy> and the{" "}
            <Policy to="/privacy-policy">privacy policy</Policy>.
          </>
        }
      />
      <div>
        <SubmitButton pending="Opening your account…" disabled={wait > 0} className="w-full">
          Create free account
        </SubmitButton>
        <p className="mt-2 text-center text-ink-muted text-sm">
          {wait > 0
            ? `You can try again in ${countOf(wait, "second")}.`
            : "No card needed. You pay only when you book."}
        </p>
      </div>
    </Form>
  );
}
