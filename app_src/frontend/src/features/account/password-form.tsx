import { useQueryClient } from "@tanstack/react-query";
import { callApi } from "@/shared/api/client";
import { hasCode } from "@/shared/api/errors";
import { changePassword } from "@/shared/api/generated/sdk.gen";
import { PasswordField } from "@/shared/forms/fields";
import { Form } from "@/shared/forms/form";
import { SubmitButton } from "@/shared/forms/submit-button";
import { useApiForm } from "@/shared/forms/use-api-form";
import { z } from "@/shared/forms/zod";
import { refresh } from "@/shared/session/refresh";
import { useUser } from "@/shared/session/use-session";
import { toast } from "@/shared/ui/toast";
import { sessionsQuery } from "./queries";

const schema = z
  .object({
    current_password: z.string().min(1, "Enter your current password").max(128),
    new_password: z
      .string()
      .min(10, "Use at least 10 characters")
      .max(128, "Use at most 128 characters"),
  })
  .refine((values) => values.current_password !== values.new_password, {
    path: ["new_password"],
    error: "This is the current one",
  });

export function PasswordForm() {
  const { email } = useUser();
  const queryClient = useQueryClient();
  const api = useApiForm({
    schema,
    defaultValues: { current_password: "", new_password: "" },
    submit: async (values) => {
      try {
        await callApi((call) => changePassword({ ...call, body: values }));
      } catch (error) {
        if (!hasCode(error, "password_wrong")) {
          throw error;
        }
        api.form.setError(
          "current_password",
          { type: "api", message: "This is not your current password" },
          { shouldFocus: true },
        );
        return;
      }
      // Tokens from before the change are refused from now on, this page's too.
      await refresh();
      api.form.reset();
      await queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey });
      toast.success("Your password is changed", "Other devices have been signed out.");
    },
  });
  return (
    <Form api={api} label="Change password" className="grid max-w-lg gap-5">
      {/* For password managers: whose password this is. */}
      <input type="text" autoComplete="username" value={email} readOnly hidden />
      <PasswordField
        name="current_password"
        label="Current password"
        autoComplete="current-password"
      />
      <PasswordField
        name="new_password"
        label="New password"
        hint="At least 10 characters. A few unrelated words are hard to guess and easy to keep."
        autoComplete="new-password"
      />
      <div>
        <SubmitButton pending="Changing…">Change password</SubmitButton>
        <p className="mt-2 text-ink-muted text-sm">You stay signed in here, and nowhere else.</p>
      </div>
    </Form>
  );
}
