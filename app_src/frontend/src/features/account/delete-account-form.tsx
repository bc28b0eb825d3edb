import { callApi } from "@/shared/api/client";
import { hasCode } from "@/shared/api/errors";
import { deleteAccount } from "@/shared/api/generated/sdk.gen";
import { PasswordField, TextField } from "@/shared/forms/fields";
import { Form } from "@/shared/forms/form";
import { SubmitButton } from "@/shared/forms/submit-button";
import { useApiForm } from "@/shared/forms/use-api-form";
import { z } from "@/shared/forms/zod";
import { leave } from "@/shared/session/store";
import { useUser } from "@/shared/session/use-session";
import { Button } from "@/shared/ui/button";

function schemaFor(email: string) {
  return z.object({
    confirmation: z
      .string()
      .trim()
      .refine((typed) => typed.toLowerCase() === email.toLowerCase(), {
        error: "Type the address exactly as it stands above",
      }),
    password: z.string().min(1, "Enter your password").max(128),
  });
}

export function DeleteAccountForm({ onKeep }: { onKeep: () => void }) {
  const { email } = useUser();
  const api = useApiForm({
    schema: schemaFor(email),
    defaultValues: { confirmation: "", password: "" },
    submit: async ({ password }) => {
      try {
        await callApi((call) => deleteAccount({ ...call, body: { password } }));
      } catch (error) {
        if (!hasCode(error, "password_wrong")) {
          throw error;
        }
        api.form.setError(
          "password",
          { type: "api", message: "This is not your password" },
          { shouldFocus: true },
        );
        return;
      }
      leave("/account-deleted");
    },
  });
  return (
    <Form api={api} label="Delete the account">
      <TextField
        name="confirmation"
        label={
          <>
            Type <span className="break-all font-mono">{email}</span>
          </>
        }
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
      />
      <PasswordField name="password" label="Your password" autoComplete="current-password" />
      <div className="mt-1 flex flex-wrap-reverse justify-end gap-3">
        <Button variant="outline" onClick={onKeep}>
          Keep my account
        </Button>
        <SubmitButton variant="danger" pending="Deleting…">
          Delete for good
        </SubmitButton>
      </div>
    </Form>
  );
}
